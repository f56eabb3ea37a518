<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="it" sourcelanguage="en">
 <context>
  <name>VsMapper</name>
  <message>
   <source> Run goes on with the cells that are missing.</source>
   <translation> Esegui prosegue con le celle mancanti.</translation>
  </message>
  <message>
   <source> and {count} more</source>
   <translation> e altri {count}</translation>
  </message>
  <message>
   <source> in {unit}</source>
   <translation> in {unit}</translation>
  </message>
  <message>
   <source>&amp;Help</source>
   <translation>&amp;Aiuto</translation>
  </message>
  <message>
   <source>&amp;Map</source>
   <translation>&amp;Mappa</translation>
  </message>
  <message>
   <source>&amp;Run</source>
   <translation>&amp;Esegui</translation>
  </message>
  <message>
   <source>&amp;Survey</source>
   <translation>&amp;Indagine</translation>
  </message>
  <message>
   <source>, misfit χ {chi}</source>
   <translation>, misfit χ {chi}</translation>
  </message>
  <message>
   <source>, the system of the project</source>
   <translation>, il sistema del progetto</translation>
  </message>
  <message>
   <source>, with Vp changed by {change} %</source>
   <translation>, con Vp variata di {change} %</translation>
  </message>
  <message>
   <source>, {share} % of the top 30 m within reach</source>
   <translation>, {share} % dei primi 30 m raggiunti</translation>
  </message>
  <message>
   <source>0 (no check against the data)</source>
   <translation>0 (nessuna verifica sui dati)</translation>
  </message>
  <message>
   <source>1 site</source>
   <translation>1 sito</translation>
  </message>
  <message>
   <source>68 % band</source>
   <translation>banda del 68 %</translation>
  </message>
  <message>
   <source>80 MASW soundings over a buried valley, which come with the plugin</source>
   <translation>80 prove MASW su una valle sepolta, fornite con il plugin</translation>
  </message>
  <message>
   <source>90 % band</source>
   <translation>banda del 90 %</translation>
  </message>
  <message>
   <source>; does its filter let any through?</source>
   <translation>; il suo filtro ne lascia passare qualcuno?</translation>
  </message>
  <message>
   <source>; in the layer's source, are the fields of x and y the right ones, and the decimal sign? QGIS leaves out rows whose coordinates it cannot read</source>
   <translation>; nella sorgente del layer i campi di x e y sono quelli giusti, e il separatore decimale? QGIS omette le righe di cui non riesce a leggere le coordinate</translation>
  </message>
  <message>
   <source>&lt;h2&gt;Examples&lt;/h2&gt;</source>
   <translation>&lt;h2&gt;Esempi&lt;/h2&gt;</translation>
  </message>
  <message>
   <source>&lt;h2&gt;Input parameters&lt;/h2&gt;</source>
   <translation>&lt;h2&gt;Parametri di ingresso&lt;/h2&gt;</translation>
  </message>
  <message>
   <source>&lt;h2&gt;Outputs&lt;/h2&gt;</source>
   <translation>&lt;h2&gt;Risultati&lt;/h2&gt;</translation>
  </message>
  <message>
   <source>&lt;h3&gt;Raster stack&lt;/h3&gt;&lt;p&gt;Grids of phase or group velocity, one a period: several raster layers, one raster with a band a period, a NetCDF file, a Zarr store, a folder of rasters, or a CSV list with the columns file, band, period_s, kind. Give one of the three. All have to share one north-up grid. Periods, wave and velocity types and units come from the names of layers, files and bands and from metadata; “Describe raster stack” shows what is understood, and the parameters say otherwise where that is wrong.&lt;/p&gt;</source>
   <translation>&lt;h3&gt;Pila di raster&lt;/h3&gt;&lt;p&gt;Griglie di velocità di fase o di gruppo, una per periodo: diversi layer raster, un raster con una banda per periodo, un file NetCDF, un archivio Zarr, una cartella di raster, o un elenco CSV con le colonne file, band, period_s, kind. Indicarne uno dei tre. Tutti devono condividere una griglia orientata a nord. Periodi, tipi di onda e di velocità e unità vengono dai nomi di layer, file e bande e dai metadati; «Descrivi una pila di raster» mostra che cosa è stato compreso, e i parametri lo correggono dove è sbagliato.&lt;/p&gt;</translation>
  </message>
  <message>
   <source>&lt;h3&gt;Survey&lt;/h3&gt;&lt;p&gt;A layer of points, of lines between stations, or a table, with one row a dispersion point or one column a period; or a file in any format that the plugin reads; or a folder of files with one curve each and a table of their coordinates. Give one of the three. “Describe dispersion survey” shows what is understood of it; the advanced parameters say otherwise where that is wrong.&lt;/p&gt;</source>
   <translation>&lt;h3&gt;Indagine&lt;/h3&gt;&lt;p&gt;Un layer di punti, di linee tra stazioni, o una tabella, con una riga per punto di dispersione o una colonna per periodo; oppure un file in uno dei formati che il plugin legge; oppure una cartella di file con una curva ciascuno e una tabella delle coordinate. Indicarne uno dei tre. «Descrivi un'indagine di dispersione» mostra che cosa è stato compreso; i parametri avanzati lo correggono dove è sbagliato.&lt;/p&gt;</translation>
  </message>
  <message>
   <source>&lt;p&gt;Computes of every site, on each profile that was drawn for it: Vs30, also where the data end above 30 m; mean velocities; depths to velocities; the site's period and its amplification; and site classes of ASCE 7-22 and 7-16, Eurocode 8 of both generations, NTC 2018, NZ TS 1170.5 and NBC 2020 with the probability of each. Numbers come with their 5, 16, 50, 84 and 95 % quantiles. Classes rest on velocity alone. The layer has a style for each standard.&lt;/p&gt;</source>
   <translation>&lt;p&gt;Calcola per ogni sito, su ciascun profilo estratto: Vs30, anche dove i dati finiscono sopra i 30 m; velocità medie; profondità di date velocità; il periodo del sito e la sua amplificazione; e le categorie di sottosuolo di ASCE 7-22 e 7-16, Eurocodice 8 di entrambe le generazioni, NTC 2018, NZ TS 1170.5 e NBC 2020 con la probabilità di ciascuna. I numeri hanno i quantili 5, 16, 50, 84 e 95 %. Le categorie si basano sulla sola velocità. Il layer ha uno stile per ogni norma.&lt;/p&gt;</translation>
  </message>
  <message>
   <source>&lt;p&gt;Computes phase or group velocities of Rayleigh or Love waves, mode by mode, that layered profiles would show, and writes them as a table that can be read as a survey.&lt;/p&gt;&lt;h3&gt;Profiles&lt;/h3&gt;&lt;p&gt;A table or layer with a row a layer or depth: top and bottom, thickness or depth, and Vs; Vp and density where they are known; of several profiles their names, and coordinates or points. Units stand in the names of the columns. models.csv of a results folder is one.&lt;/p&gt;</source>
   <translation>&lt;p&gt;Calcola le velocità di fase o di gruppo delle onde di Rayleigh o di Love, modo per modo, che profili a strati mostrerebbero, e le scrive come tabella che si può leggere come indagine.&lt;/p&gt;&lt;h3&gt;Profili&lt;/h3&gt;&lt;p&gt;Una tabella o un layer con una riga per strato o profondità: tetto e base, spessore o profondità, e Vs; Vp e densità dove sono note; per più profili i loro nomi, e coordinate o punti. Le unità stanno nei nomi delle colonne. models.csv di una cartella dei risultati ne è un esempio.&lt;/p&gt;</translation>
  </message>
  <message>
   <source>&lt;p&gt;Every cell of a stack of velocity grids is a dispersion curve. This turns all of them into Vs at depths and its uncertainty (m/s, one band a depth), misfit chi, Vs30 (m/s), depths to Vs 1.0 and 2.5 km/s (m) and status, as GeoTIFFs on the same grid, and run.json. Memory does not grow with the grid. A run that was stopped goes on with the cells that are missing when it is started again with the same results folder. Samples cost many times the network alone: on a large grid try 0 first.&lt;/p&gt;</source>
   <translation>&lt;p&gt;Ogni cella di una pila di griglie di velocità è una curva di dispersione. Questo algoritmo le trasforma tutte in Vs alle profondità con la sua incertezza (m/s, una banda per profondità), misfit chi, Vs30 (m/s), profondità di Vs 1.0 e 2.5 km/s (m) e stato, come GeoTIFF sulla stessa griglia, e run.json. La memoria non cresce con la griglia. Un'esecuzione interrotta prosegue con le celle mancanti quando si riavvia con la stessa cartella dei risultati. I campioni costano molte volte più della sola rete: su una griglia grande provare prima con 0.&lt;/p&gt;</translation>
  </message>
  <message>
   <source>&lt;p&gt;Foretells Vs between the sites of an inversion by a spatial model (kriging), or interpolates it, and writes GeoTIFFs into its folder: Vs and its uncertainty (m/s, one band a depth), distance to the nearest site (m), and Vs30 (m/s), depth to Vs 1.0 and 2.5 km/s (m) and misfit chi where any site has them. Kriging adds rasters of their quantiles (_p05 and so on). Contours of Vs, and the areas that are drawn, become GeoPackages. Cells far from every site stay empty, and so do depths that a site's curve does not resolve. Nothing is interpolated across barriers, such as faults.&lt;/p&gt;</source>
   <translation>&lt;p&gt;Predice Vs tra i siti di un'inversione con un modello spaziale (kriging), o la interpola, e scrive GeoTIFF nella sua cartella: Vs e la sua incertezza (m/s, una banda per profondità), distanza dal sito più vicino (m), e Vs30 (m/s), profondità di Vs 1.0 e 2.5 km/s (m) e misfit chi dove qualche sito li ha. Il kriging aggiunge raster dei loro quantili (_p05 e così via). Le isolinee di Vs e le aree mappate diventano GeoPackage. Le celle lontane da ogni sito restano vuote, e così le profondità che la curva di un sito non risolve. Non si interpola attraverso le barriere, come le faglie.&lt;/p&gt;</translation>
  </message>
  <message>
   <source>&lt;p&gt;Holds Vs of boreholes, cones or PS logs against the profiles near them: by how much they differ, depth by depth and in Vs30, and how much of it lies inside the 90 % bands. Writes tables, a layer of the pairs and a figure a borehole.&lt;/p&gt;&lt;h3&gt;Boreholes&lt;/h3&gt;&lt;p&gt;A table or layer with a row a depth or layer: depth, or top and bottom, and Vs; of several boreholes their names, and coordinates or points. Units stand in the names of the columns.&lt;/p&gt;</source>
   <translation>&lt;p&gt;Confronta la Vs di sondaggi (down-hole), prove penetrometriche o PS log con i profili vicini: di quanto differiscono, profondità per profondità e in Vs30, e quanta parte cade nelle bande del 90 %. Scrive tabelle, un layer delle coppie e una figura per sondaggio.&lt;/p&gt;&lt;h3&gt;Sondaggi&lt;/h3&gt;&lt;p&gt;Una tabella o un layer con una riga per profondità o strato: profondità, oppure tetto e base, e Vs; per più sondaggi i loro nomi, e coordinate o punti. Le unità stanno nei nomi delle colonne.&lt;/p&gt;</translation>
  </message>
  <message>
   <source>&lt;p&gt;Interpolates log Vs between the sites along a line and writes a figure, and a raster of Vs and its uncertainty (m/s) against distance along the line and depth below the surface (m), in a coordinate system of its own. Places far from every site and depths that are not resolved stay empty.&lt;/p&gt;</source>
   <translation>&lt;p&gt;Interpola log Vs tra i siti lungo una linea e scrive una figura, e un raster di Vs e della sua incertezza (m/s) in funzione della distanza lungo la linea e della profondità dal piano campagna (m), in un sistema di riferimento proprio. I punti lontani da ogni sito e le profondità non risolte restano vuoti.&lt;/p&gt;</translation>
  </message>
  <message>
   <source>&lt;p&gt;Shows what the plugin reads of a raster stack: grid, wave and velocity types, periods, unit and how it was decided, cells that hold a curve, wavelengths in m and the depths that can be trusted. Nothing is computed.&lt;/p&gt;</source>
   <translation>&lt;p&gt;Mostra che cosa il plugin legge di una pila di raster: griglia, tipi di onda e di velocità, periodi, unità e come è stata decisa, celle che contengono una curva, lunghezze d'onda in m e profondità attendibili. Non si calcola nulla.&lt;/p&gt;</translation>
  </message>
  <message>
   <source>&lt;p&gt;Shows what the plugin reads of a survey: sites, wave and velocity types, modes, band in Hz and s, wavelengths in m and the depths that can be trusted, the unit of every column and how it was decided, coordinates, and every rejected site and point with its reason. Nothing is computed.&lt;/p&gt;</source>
   <translation>&lt;p&gt;Mostra che cosa il plugin legge di un'indagine: siti, tipi di onda e di velocità, modi, banda in Hz e s, lunghezze d'onda in m e profondità attendibili, l'unità di ogni colonna e come è stata decisa, coordinate, e ogni sito e punto scartato con il motivo. Non si calcola nulla.&lt;/p&gt;</translation>
  </message>
  <message>
   <source>&lt;p&gt;Turns the dispersion curve of every site into a profile of shear-wave velocity Vs (m/s) against depth (m) with its uncertainty, checks it against the curve by forward modelling, and writes a folder with profiles.csv, sites.gpkg (Vs30, site classes, misfit, status), curves.csv, rejects.csv and run.json. The maps, section and export algorithms go on from that folder.&lt;/p&gt;</source>
   <translation>&lt;p&gt;Trasforma la curva di dispersione di ogni sito in un profilo della velocità delle onde di taglio Vs (m/s) con la profondità (m) e la sua incertezza, lo verifica sulla curva con la modellazione diretta, e scrive una cartella con profiles.csv, sites.gpkg (Vs30, categorie di sottosuolo, misfit, stato), curves.csv, rejects.csv e run.json. Gli algoritmi di mappe, sezione ed esportazione proseguono da quella cartella.&lt;/p&gt;</translation>
  </message>
  <message>
   <source>&lt;p&gt;Writes report.html, which needs nothing beside it, and report.pdf into the results folder: the survey, method and assumptions, how sure the numbers are, provenance, maps with their uncertainty, sections, and a page a site with its curve, its profile and its numbers.&lt;/p&gt;&lt;p&gt;Draw maps and sections first: the report holds those that the folder holds.&lt;/p&gt;</source>
   <translation>&lt;p&gt;Scrive nella cartella dei risultati report.html, che non ha bisogno di altro, e report.pdf: l'indagine, metodo e ipotesi, quanto sono sicuri i numeri, provenienza, mappe con la loro incertezza, sezioni, e una pagina per sito con curva, profilo e numeri.&lt;/p&gt;&lt;p&gt;Disegnare prima mappe e sezioni: la relazione contiene quelle che contiene la cartella.&lt;/p&gt;</translation>
  </message>
  <message>
   <source>&lt;p&gt;Writes results for other programs. Layered models: one table of all layers (csv), Geopsy ground models (thickness m, Vp m/s, Vs m/s, density kg/m3) or CPS model96 files (km, km/s, g/cm3), one a site, with the Vp and density with which the profiles were checked. A site model for OpenQuake: Vs30, Z1.0 in m and Z2.5 in km of sites, or of the cells of the map. Maps, where they were drawn: a grid of Vs30 for ShakeMap, Surfer grids, cloud-optimised GeoTIFFs, or the volume as NetCDF. Profiles for site response (pystrata), the drawn ones too; tables of Italian microzonation for MzS Tools.&lt;/p&gt;</source>
   <translation>&lt;p&gt;Scrive i risultati per altri programmi. Modelli a strati: una tabella di tutti gli strati (csv), modelli del terreno di Geopsy (spessore m, Vp m/s, Vs m/s, densità kg/m3) o file model96 di CPS (km, km/s, g/cm3), uno per sito, con Vp e densità con cui i profili sono stati verificati. Un modello di sito per OpenQuake: Vs30, Z1.0 in m e Z2.5 in km dei siti, o delle celle della mappa. Mappe, se disegnate: una griglia di Vs30 per ShakeMap, griglie Surfer, GeoTIFF ottimizzati per il cloud, o il volume in NetCDF. Profili per la risposta sismica locale (pystrata), anche quelli estratti; tabelle della microzonazione sismica italiana per MzS Tools.&lt;/p&gt;</translation>
  </message>
  <message>
   <source>A Python program that has the engine's packages</source>
   <translation>Un programma Python che ha i pacchetti del motore</translation>
  </message>
  <message>
   <source>A folder of curves, one a file, with a table of coordinates; or of rasters, one a period.</source>
   <translation>Una cartella di curve, una per file, con una tabella di coordinate; oppure di raster, uno per periodo.</translation>
  </message>
  <message>
   <source>A layer with one line, or with one line selected. Not needed where the sites have positions along a line.</source>
   <translation>Un layer con una linea, o con una linea selezionata. Non serve se i siti hanno posizioni lungo una linea.</translation>
  </message>
  <message>
   <source>A page with the map as it is seen now, legend, scale, north and title</source>
   <translation>Una pagina con la mappa come si vede ora, legenda, scala, nord e titolo</translation>
  </message>
  <message>
   <source>A point a site of the survey, with what follows from the profiles that were drawn for it. Classes rest on velocity alone. The layer has a style for each standard.</source>
   <translation>Un punto per sito dell'indagine, con ciò che segue dai profili estratti. Le categorie si basano sulla sola velocità. Il layer ha uno stile per ogni norma.</translation>
  </message>
  <message>
   <source>A point a site of the survey, with what its profile says.</source>
   <translation>Un punto per sito dell'indagine, con ciò che dice il suo profilo.</translation>
  </message>
  <message>
   <source>A table of the columns, with lists of what each may hold</source>
   <translation>Una tabella delle colonne, con elenchi di ciò che ciascuna può contenere</translation>
  </message>
  <message>
   <source>ASCE 7-16</source>
   <translation>ASCE 7-16</translation>
  </message>
  <message>
   <source>ASCE 7-16 class by Vs30</source>
   <translation>Categoria ASCE 7-16 da Vs30</translation>
  </message>
  <message>
   <source>ASCE 7-22</source>
   <translation>ASCE 7-22</translation>
  </message>
  <message>
   <source>ASCE 7-22 class by Vs30</source>
   <translation>Categoria ASCE 7-22 da Vs30</translation>
  </message>
  <message>
   <source>Accepted profiles (chi &lt; 1) wanted per site; 0 for the one pass of the network alone, without a check against the data.</source>
   <translation>Profili accettati (chi &lt; 1) richiesti per sito; 0 per il solo passaggio della rete, senza verifica sui dati.</translation>
  </message>
  <message>
   <source>Add a line layer to the project first; the section is cut along its line.</source>
   <translation>Aggiungere prima al progetto un layer di linee; la sezione si traccia lungo la sua linea.</translation>
  </message>
  <message>
   <source>Add the maps to the project</source>
   <translation>Aggiungi le mappe al progetto</translation>
  </message>
  <message>
   <source>Add the rasters to the project</source>
   <translation>Aggiungi i raster al progetto</translation>
  </message>
  <message>
   <source>Add the site classes to the project</source>
   <translation>Aggiungi le categorie di sottosuolo al progetto</translation>
  </message>
  <message>
   <source>Add the sites to the project</source>
   <translation>Aggiungi i siti al progetto</translation>
  </message>
  <message>
   <source>All files (*);;Tables (*.csv *.tsv *.txt *.dat *.xyz *.xls *.xlsx *.ods);;Curves of Geopsy, SWIP, Matlab, surf96 (*.target *.pvc *.mat *.disp *.surf96);;Vector files (*.gpkg *.shp *.geojson *.kml *.gml);;Rasters (*.tif *.tiff *.nc *.grd *.asc *.vrt)</source>
   <translation>Tutti i file (*);;Tabelle (*.csv *.tsv *.txt *.dat *.xyz *.xls *.xlsx *.ods);;Curve di Geopsy, SWIP, Matlab, surf96 (*.target *.pvc *.mat *.disp *.surf96);;File vettoriali (*.gpkg *.shp *.geojson *.kml *.gml);;Raster (*.tif *.tiff *.nc *.grd *.asc *.vrt)</translation>
  </message>
  <message>
   <source>All options, and how the survey is read, as they come with the plugin</source>
   <translation>Tutte le opzioni, e il modo di leggere l'indagine, come fornite con il plugin</translation>
  </message>
  <message>
   <source>Allow velocity to decrease with depth</source>
   <translation>Ammetti inversioni di velocità</translation>
  </message>
  <message>
   <source>Areas by distance and by uncertainty</source>
   <translation>Aree per distanza e per incertezza</translation>
  </message>
  <message>
   <source>Areas of the map of Vs30 by the share of the top 30 m that is not measured, but follows from what is above it: the closer the hatching, the larger the share.</source>
   <translation>Aree della mappa di Vs30 secondo la parte dei primi 30 m che non è misurata, ma segue da ciò che sta sopra: più fitto il tratteggio, maggiore la parte.</translation>
  </message>
  <message>
   <source>Areas of the maps by what one standard deviation is of Vs, depth by depth: the stronger the veil, the less sure the map.</source>
   <translation>Aree delle mappe secondo una deviazione standard di Vs, profondità per profondità: più forte il velo, meno sicura la mappa.</translation>
  </message>
  <message>
   <source>As a layer of sites with a style for each standard.</source>
   <translation>Come layer di siti con uno stile per ogni norma.</translation>
  </message>
  <message>
   <source>As in the Vs Mapper panel</source>
   <translation>Come nel pannello di Vs Mapper</translation>
  </message>
  <message>
   <source>Asking the package index</source>
   <translation>Richiesta all'indice dei pacchetti</translation>
  </message>
  <message>
   <source>Back</source>
   <translation>Indietro</translation>
  </message>
  <message>
   <source>Back to the view before</source>
   <translation>Torna alla vista precedente</translation>
  </message>
  <message>
   <source>Barriers</source>
   <translation>Barriere</translation>
  </message>
  <message>
   <source>Boreholes are compared with the sites so near to them; those without places with the site of their name, and a lone one with all sites.</source>
   <translation>I sondaggi si confrontano con i siti così vicini; quelli senza posizione con il sito dello stesso nome, e uno solo con tutti i siti.</translation>
  </message>
  <message>
   <source>Boreholes: a layer</source>
   <translation>Sondaggi: un layer</translation>
  </message>
  <message>
   <source>Bottom</source>
   <translation>Base</translation>
  </message>
  <message>
   <source>CSV (*.csv)</source>
   <translation>CSV (*.csv)</translation>
  </message>
  <message>
   <source>California (Boore 2004)</source>
   <translation>California (Boore 2004)</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Annulla</translation>
  </message>
  <message>
   <source>Cancelled; nothing was changed.</source>
   <translation>Annullato; nulla è stato modificato.</translation>
  </message>
  <message>
   <source>Cancelled; nothing was changed.{more}</source>
   <translation>Annullato; nulla è stato modificato.{more}</translation>
  </message>
  <message>
   <source>Cell size</source>
   <translation>Dimensione della cella</translation>
  </message>
  <message>
   <source>Cells</source>
   <translation>Celle</translation>
  </message>
  <message>
   <source>Cells farther than this from every site stay empty; otherwise 1.5 times the 90th percentile of the site spacing.</source>
   <translation>Le celle più lontane di così da ogni sito restano vuote; altrimenti 1.5 volte il 90° percentile della distanza tra i siti.</translation>
  </message>
  <message>
   <source>Cells of kriging or a flux of which one standard deviation is more than so many percent of Vs stay empty; otherwise none does.</source>
   <translation>Restano vuote le celle di kriging o flux in cui una deviazione standard supera questa percentuale di Vs; altrimenti nessuna.</translation>
  </message>
  <message>
   <source>Cells of the map</source>
   <translation>Celle della mappa</translation>
  </message>
  <message>
   <source>Cells whose profile explains the curve</source>
   <translation>Celle il cui profilo spiega la curva</translation>
  </message>
  <message>
   <source>Check</source>
   <translation>Controlla</translation>
  </message>
  <message>
   <source>Checking the engine</source>
   <translation>Controllo del motore</translation>
  </message>
  <message>
   <source>Choose a Python …</source>
   <translation>Scegli un Python …</translation>
  </message>
  <message>
   <source>Choose a layer, a file or a folder with dispersion measurements first.</source>
   <translation>Scegliere prima un layer, un file o una cartella con misure di dispersione.</translation>
  </message>
  <message>
   <source>Choose a line layer and press “Make section”.</source>
   <translation>Scegliere un layer di linee e premere «Crea sezione».</translation>
  </message>
  <message>
   <source>Choose a site to see its dispersion curve and its Vs profile.</source>
   <translation>Scegliere un sito per vederne la curva di dispersione e il profilo di Vs.</translation>
  </message>
  <message>
   <source>Choose columns …</source>
   <translation>Scegli le colonne …</translation>
  </message>
  <message>
   <source>Choose what each column holds where its name does not say it.</source>
   <translation>Scegliere che cosa contiene ogni colonna il cui nome non lo dice.</translation>
  </message>
  <message>
   <source>Class by Vs30</source>
   <translation>Classe da Vs30</translation>
  </message>
  <message>
   <source>Class by profiles</source>
   <translation>Classe dai profili</translation>
  </message>
  <message>
   <source>Class of the ground, which also decides how Vp and density follow from Vs: rock (near 0.25), soil (near 0.48, saturated), unknown, or auto, from the velocities. run.json states the relations.</source>
   <translation>Classe del terreno, che decide anche come Vp e densità seguono da Vs: rock, roccia (circa 0.25), soil, terreno (circa 0.48, saturo), unknown, ignota, o auto, dalle velocità. run.json riporta le relazioni.</translation>
  </message>
  <message>
   <source>Class of the ground, which also decides how Vp and density follow from Vs: rock (near 0.25), soil (near 0.48, saturated), unknown, or auto, from the velocities. run.json states the relations. Only where the table gives no Vp or no density.</source>
   <translation>Classe del terreno, che decide anche come Vp e densità seguono da Vs: rock, roccia (circa 0.25), soil, terreno (circa 0.48, saturo), unknown, ignota, o auto, dalle velocità. run.json riporta le relazioni. Solo dove la tabella non dà Vp o densità.</translation>
  </message>
  <message>
   <source>Click along the line on the map; a right click makes the section</source>
   <translation>Fare clic lungo la linea sulla mappa; un clic destro crea la sezione</translation>
  </message>
  <message>
   <source>Column</source>
   <translation>Colonna</translation>
  </message>
  <message>
   <source>Columns</source>
   <translation>Colonne</translation>
  </message>
  <message>
   <source>Compare</source>
   <translation>Confronta</translation>
  </message>
  <message>
   <source>Compare with boreholes</source>
   <translation>Confronta con i sondaggi</translation>
  </message>
  <message>
   <source>Compares the profiles of an inversion with boreholes near them.</source>
   <translation>Confronta i profili di un'inversione con i sondaggi vicini.</translation>
  </message>
  <message>
   <source>Compute what the layers over rock do to shear waves from below.</source>
   <translation>Calcola l'effetto degli strati sopra la roccia sulle onde di taglio che salgono dal basso.</translation>
  </message>
  <message>
   <source>Computes the dispersion curves of layered profiles.</source>
   <translation>Calcola le curve di dispersione di profili a strati.</translation>
  </message>
  <message>
   <source>Computes what follows from the drawn profiles of an inversion.</source>
   <translation>Calcola ciò che segue dai profili estratti di un'inversione.</translation>
  </message>
  <message>
   <source>Contours</source>
   <translation>Isolinee</translation>
  </message>
  <message>
   <source>Contours and areas</source>
   <translation>Isolinee e aree</translation>
  </message>
  <message>
   <source>Contours of Vs</source>
   <translation>Isolinee di Vs</translation>
  </message>
  <message>
   <source>Coordinate system of the maps</source>
   <translation>Sistema di riferimento delle mappe</translation>
  </message>
  <message>
   <source>Coordinate system of the maps; otherwise that of the sites, or where that is of degrees a projected one that suits them.</source>
   <translation>Sistema di riferimento delle mappe; altrimenti quello dei siti o, se è in gradi, uno proiettato adatto.</translation>
  </message>
  <message>
   <source>Coordinate system of the positions; overrides what the file or layer says.</source>
   <translation>Sistema di riferimento delle posizioni; prevale su quello indicato dal file o dal layer.</translation>
  </message>
  <message>
   <source>Coordinates</source>
   <translation>Coordinate</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>Copia</translation>
  </message>
  <message>
   <source>Copy the picture</source>
   <translation>Copia l'immagine</translation>
  </message>
  <message>
   <source>Correct for the Earth's curvature</source>
   <translation>Correggi per la curvatura terrestre</translation>
  </message>
  <message>
   <source>Correction for the Earth's curvature; auto applies it from periods of 30 s on.</source>
   <translation>Correzione per la curvatura terrestre; auto la applica da periodi di 30 s in su.</translation>
  </message>
  <message>
   <source>Coverage</source>
   <translation>Copertura</translation>
  </message>
  <message>
   <source>Curve and fit</source>
   <translation>Curva e accordo</translation>
  </message>
  <message>
   <source>Curves</source>
   <translation>Curve</translation>
  </message>
  <message>
   <source>Curves and profiles of the sites</source>
   <translation>Curve e profili dei siti</translation>
  </message>
  <message>
   <source>Curves as a table</source>
   <translation>Curve come tabella</translation>
  </message>
  <message>
   <source>Curves of the survey</source>
   <translation>Curve dell'indagine</translation>
  </message>
  <message>
   <source>Damping</source>
   <translation>Smorzamento</translation>
  </message>
  <message>
   <source>Dask scheduler</source>
   <translation>Scheduler Dask</translation>
  </message>
  <message>
   <source>Debian and Ubuntu: python3-matplotlib; Windows: python3-matplotlib in the OSGeo4W setup</source>
   <translation>Debian e Ubuntu: python3-matplotlib; Windows: python3-matplotlib nell'installazione OSGeo4W</translation>
  </message>
  <message>
   <source>Decimal sign</source>
   <translation>Separatore decimale</translation>
  </message>
  <message>
   <source>Decimal sign of the numbers that could be read in two ways, such as 1,260 or 432.100.</source>
   <translation>Separatore decimale dei numeri che si potrebbero leggere in due modi, come 1,260 o 432.100.</translation>
  </message>
  <message>
   <source>Depth ({unit})</source>
   <translation>Profondità ({unit})</translation>
  </message>
  <message>
   <source>Depth at which the figure draws an observed phase velocity, a half or a third of its wavelength; none leaves them out.</source>
   <translation>Profondità alla quale la figura disegna una velocità di fase osservata, metà o un terzo della sua lunghezza d'onda; none le omette.</translation>
  </message>
  <message>
   <source>Depth below surface on the map</source>
   <translation>Profondità dal suolo sulla mappa</translation>
  </message>
  <message>
   <source>Depth from which soil is saturated; where it is not known, Poisson's ratio of soil rises from 0.32 near the surface to 0.44 at depth.</source>
   <translation>Profondità dalla quale il terreno è saturo; dove non è nota, il coefficiente di Poisson del terreno cresce da 0.32 in superficie a 0.44 in profondità.</translation>
  </message>
  <message>
   <source>Depth from which soil is saturated; where it is not known, Poisson's ratio of soil rises from 0.32 near the surface to 0.44 at depth. Only where the table gives no Vp or no density.</source>
   <translation>Profondità dalla quale il terreno è saturo; dove non è nota, il coefficiente di Poisson del terreno cresce da 0.32 in superficie a 0.44 in profondità. Solo dove la tabella non dà Vp o densità.</translation>
  </message>
  <message>
   <source>Depth of the section's bottom below the surface; otherwise the deepest resolved depth.</source>
   <translation>Profondità della base della sezione dal piano campagna; altrimenti la massima profondità risolta.</translation>
  </message>
  <message>
   <source>Depth to {} km/s</source>
   <translation>Profondità di {} km/s</translation>
  </message>
  <message>
   <source>Depth unit</source>
   <translation>Unità della profondità</translation>
  </message>
  <message>
   <source>Depths</source>
   <translation>Profondità</translation>
  </message>
  <message>
   <source>Depths down to which mean velocities are given, beside 30.</source>
   <translation>Profondità fino alle quali si danno le velocità medie, oltre a 30.</translation>
  </message>
  <message>
   <source>Depths shared by all sites, as 5, 10, 30; native keeps each site's own; otherwise round depths across the window that the survey resolves.</source>
   <translation>Profondità comuni a tutti i siti, ad esempio 5, 10, 30; native mantiene quelle proprie di ogni sito; altrimenti profondità tonde nella finestra risolta dall'indagine.</translation>
  </message>
  <message>
   <source>Depths to</source>
   <translation>Profondità di</translation>
  </message>
  <message>
   <source>Depths to map, as 5, 10, 30; otherwise those inverted for.</source>
   <translation>Profondità da mappare, ad esempio 5, 10, 30; altrimenti quelle dell'inversione.</translation>
  </message>
  <message>
   <source>Describe dispersion survey</source>
   <translation>Descrivi un'indagine di dispersione</translation>
  </message>
  <message>
   <source>Describe raster stack</source>
   <translation>Descrivi una pila di raster</translation>
  </message>
  <message>
   <source>Dispersion curves of {survey}, read by Vs Mapper {version}</source>
   <translation>Curve di dispersione di {survey}, lette da Vs Mapper {version}</translation>
  </message>
  <message>
   <source>Dispersion survey or raster stack</source>
   <translation>Indagine o pila di raster</translation>
  </message>
  <message>
   <source>Dispersion survey, or several rasters</source>
   <translation>Indagine di dispersione, o diversi raster</translation>
  </message>
  <message>
   <source>Distance</source>
   <translation>Distanza</translation>
  </message>
  <message>
   <source>Distance along the line ({unit})</source>
   <translation>Distanza lungo la linea ({unit})</translation>
  </message>
  <message>
   <source>Distance to a site</source>
   <translation>Distanza da un sito</translation>
  </message>
  <message>
   <source>Done: {summary}.</source>
   <translation>Fatto: {summary}.</translation>
  </message>
  <message>
   <source>Draw on the map</source>
   <translation>Disegna la linea</translation>
  </message>
  <message>
   <source>Draw the section as a figure, PNG, SVG and PDF, too.</source>
   <translation>Disegna anche la sezione come figura, PNG, SVG e PDF.</translation>
  </message>
  <message>
   <source>Draw the sites that are chosen next over those that are shown</source>
   <translation>Disegna i siti scelti in seguito sopra quelli mostrati</translation>
  </message>
  <message>
   <source>Drawn maps</source>
   <translation>Mappe estratte</translation>
  </message>
  <message>
   <source>Drawn profiles</source>
   <translation>Profili estratti</translation>
  </message>
  <message>
   <source>EC8 second generation</source>
   <translation>EC8 seconda generazione</translation>
  </message>
  <message>
   <source>EC8 {}</source>
   <translation>EC8 {}</translation>
  </message>
  <message>
   <source>EC8 {} class by profiles</source>
   <translation>Categoria EC8 {} dai profili</translation>
  </message>
  <message>
   <source>Each site by itself</source>
   <translation>Ogni sito per conto suo</translation>
  </message>
  <message>
   <source>Earlier results in it are replaced, all files together.</source>
   <translation>I risultati precedenti in essa vengono sostituiti, tutti i file insieme.</translation>
  </message>
  <message>
   <source>Earlier results in it are replaced, all files together. An unfinished run in it is continued.</source>
   <translation>I risultati precedenti in essa vengono sostituiti, tutti i file insieme. Un'esecuzione non finita in essa prosegue.</translation>
  </message>
  <message>
   <source>Earlier results in that folder were replaced, with their maps and sections.</source>
   <translation>I risultati precedenti nella cartella sono stati sostituiti, con mappe e sezioni.</translation>
  </message>
  <message>
   <source>Elevations</source>
   <translation>Quote</translation>
  </message>
  <message>
   <source>Elevations of slices through the ground, as 200, 150, 100, where a terrain is given; otherwise round ones.</source>
   <translation>Quote delle sezioni orizzontali nel sottosuolo, ad esempio 200, 150, 100, se è dato un modello del terreno; altrimenti quote tonde.</translation>
  </message>
  <message>
   <source>Else one scale for all depths; sites and maps of Vs30 have the same one.</source>
   <translation>Altrimenti una scala per tutte le profondità; siti e mappe di Vs30 hanno la stessa.</translation>
  </message>
  <message>
   <source>Engine</source>
   <translation>Motore</translation>
  </message>
  <message>
   <source>Error where none is given</source>
   <translation>Errore dove non è indicato</translation>
  </message>
  <message>
   <source>Export results</source>
   <translation>Esporta i risultati</translation>
  </message>
  <message>
   <source>Extent</source>
   <translation>Estensione</translation>
  </message>
  <message>
   <source>Extrap.</source>
   <translation>Estrap.</translation>
  </message>
  <message>
   <source>Extrap. %</source>
   <translation>Estrap. %</translation>
  </message>
  <message>
   <source>Farthest site</source>
   <translation>Sito più lontano</translation>
  </message>
  <message>
   <source>Figure</source>
   <translation>Figura</translation>
  </message>
  <message>
   <source>Figure of the model</source>
   <translation>Figura del modello</translation>
  </message>
  <message>
   <source>File of dispersion measurements.</source>
   <translation>File di misure di dispersione.</translation>
  </message>
  <message>
   <source>Files</source>
   <translation>File</translation>
  </message>
  <message>
   <source>Files in {folder}</source>
   <translation>File in {folder}</translation>
  </message>
  <message>
   <source>Files written</source>
   <translation>File scritti</translation>
  </message>
  <message>
   <source>Find sites by name or status</source>
   <translation>Cerca siti per nome o stato</translation>
  </message>
  <message>
   <source>First values</source>
   <translation>Primi valori</translation>
  </message>
  <message>
   <source>Folder</source>
   <translation>Cartella</translation>
  </message>
  <message>
   <source>Folder of curves or of rasters</source>
   <translation>Cartella di curve o di raster</translation>
  </message>
  <message>
   <source>Folder of files with one curve each; a table of coordinates in it places them.</source>
   <translation>Cartella di file con una curva ciascuno; una tabella di coordinate al suo interno li posiziona.</translation>
  </message>
  <message>
   <source>Folder with a raster a period.</source>
   <translation>Cartella con un raster per periodo.</translation>
  </message>
  <message>
   <source>Folder …</source>
   <translation>Cartella …</translation>
  </message>
  <message>
   <source>Foretold between the sites of the survey. Cells far from every site are empty, and so are depths that no curve near them resolves.</source>
   <translation>Predetto tra i siti dell'indagine. Le celle lontane da ogni sito sono vuote, e così le profondità che nessuna curva vicina risolve.</translation>
  </message>
  <message>
   <source>Form of profiles, layered models and curves; auto writes Parquet where one has more than 100,000 rows. The sites come as GeoParquet beside sites.gpkg then.</source>
   <translation>Forma di profili, modelli a strati e curve; auto scrive Parquet dove una tabella ha più di 100.000 righe. I siti vengono allora anche come GeoParquet accanto a sites.gpkg.</translation>
  </message>
  <message>
   <source>Format</source>
   <translation>Formato</translation>
  </message>
  <message>
   <source>Forward to the next view</source>
   <translation>Vai alla vista successiva</translation>
  </message>
  <message>
   <source>Frequencies</source>
   <translation>Frequenze</translation>
  </message>
  <message>
   <source>Frequencies of the points, as 2, 5, 10, or a range of 30 points, as 1-50; otherwise each profile has those whose waves reach from its first layer to below its last.</source>
   <translation>Frequenze dei punti, ad esempio 2, 5, 10, oppure un intervallo di 30 punti, ad esempio 1-50; altrimenti ogni profilo ha quelle le cui onde arrivano dal primo strato fin sotto l'ultimo.</translation>
  </message>
  <message>
   <source>Frequency</source>
   <translation>Frequenza</translation>
  </message>
  <message>
   <source>From results</source>
   <translation>Dai risultati</translation>
  </message>
  <message>
   <source>From the profiles as they are; earlier maps in the folder are replaced.</source>
   <translation>Dai profili così come sono; le mappe precedenti nella cartella vengono sostituite.</translation>
  </message>
  <message>
   <source>Fundamental mode is</source>
   <translation>Il modo fondamentale è</translation>
  </message>
  <message>
   <source>GeoTIFF (*.tif)</source>
   <translation>GeoTIFF (*.tif)</translation>
  </message>
  <message>
   <source>GeoTIFF with Vs in band 1, its uncertainty in band 2. Beside it, under the same name, come the figure (PNG, SVG, PDF), a table of the sites used, and a GeoPackage with the trace and the curtain, which are loaded.</source>
   <translation>GeoTIFF con Vs nella banda 1 e la sua incertezza nella banda 2. Accanto, con lo stesso nome, la figura (PNG, SVG, PDF), una tabella dei siti usati e un GeoPackage con la traccia e la cortina, che vengono caricate.</translation>
  </message>
  <message>
   <source>Give the sigmas as layers or as a file, one of the two.</source>
   <translation>Indicare le sigma come layer o come file, uno dei due.</translation>
  </message>
  <message>
   <source>Give the {what} {layers}, {rest}.</source>
   <translation>Indicare i dati ({what}) {layers}, {rest}.</translation>
  </message>
  <message>
   <source>Given against</source>
   <translation>In funzione di</translation>
  </message>
  <message>
   <source>Grids of velocity, one a period or with a band a period.</source>
   <translation>Griglie di velocità, una per periodo o con una banda per periodo.</translation>
  </message>
  <message>
   <source>Grids the profiles of an inversion.</source>
   <translation>Mette su griglia i profili di un'inversione.</translation>
  </message>
  <message>
   <source>H800</source>
   <translation>H800</translation>
  </message>
  <message>
   <source>HTML (*.html)</source>
   <translation>HTML (*.html)</translation>
  </message>
  <message>
   <source>Highest mode used</source>
   <translation>Modo più alto usato</translation>
  </message>
  <message>
   <source>How log Vs goes from sites to cells: by kriging, a spatial model of the survey whose bands widen between the sites; by a flux that is conserved, as heat is, and follows faults; linear in Delaunay triangles; idw by inverse squared distance; or the value of the nearest site.</source>
   <translation>Come log Vs passa dai siti alle celle: kriging, un modello spaziale dell'indagine le cui bande si allargano tra i siti; flux, un flusso che si conserva come il calore e segue le faglie; linear, lineare nei triangoli di Delaunay; idw, con l'inverso del quadrato della distanza; nearest, il valore del sito più vicino.</translation>
  </message>
  <message>
   <source>How log Vs goes from sites to places between them: by kriging, a spatial model of the survey whose bands widen there; linear in Delaunay triangles; idw by inverse squared distance; or the value of the nearest site.</source>
   <translation>Come log Vs passa dai siti ai punti intermedi: kriging, un modello spaziale dell'indagine le cui bande lì si allargano; linear, lineare nei triangoli di Delaunay; idw, con l'inverso del quadrato della distanza; nearest, il valore del sito più vicino.</translation>
  </message>
  <message>
   <source>How the flux follows from differences of log Vs: harmonic, in proportion; edge-preserving, with their cube root where they are steep, so that steps stay steps; or smooth, without peaks at sites.</source>
   <translation>Come il flusso segue dalle differenze di log Vs: armonica (harmonic), in proporzione; che conserva i gradini (edge-preserving), con la radice cubica dove sono ripide; o liscia (smooth), senza picchi ai siti.</translation>
  </message>
  <message>
   <source>How to read it</source>
   <translation>Come leggerla</translation>
  </message>
  <message>
   <source>In the acceptance of profiles, too, residuals beyond 1.345 sigma count linearly, not squared, as they do in refinement.</source>
   <translation>Anche nell'accettazione dei profili i residui oltre 1.345 sigma contano linearmente e non al quadrato, come nell'affinamento.</translation>
  </message>
  <message>
   <source>In the styles of the Vs Mapper panel.</source>
   <translation>Con gli stili del pannello di Vs Mapper.</translation>
  </message>
  <message>
   <source>Interpolates the profiles near a line along it.</source>
   <translation>Interpola lungo una linea i profili vicini.</translation>
  </message>
  <message>
   <source>Interpolation</source>
   <translation>Interpolazione</translation>
  </message>
  <message>
   <source>Invert dispersion survey</source>
   <translation>Inverti un'indagine di dispersione</translation>
  </message>
  <message>
   <source>Invert each site by itself; otherwise its neighbours' curves inform it, from 8 placed sites on.</source>
   <translation>Inverti ogni sito per conto suo; altrimenti le curve dei siti vicini contribuiscono, da 8 siti con posizione in su.</translation>
  </message>
  <message>
   <source>Invert raster stack</source>
   <translation>Inverti una pila di raster</translation>
  </message>
  <message>
   <source>Inverted cell by cell from the grids of velocity; depths that a cell's curve does not resolve are empty.</source>
   <translation>Invertito cella per cella dalle griglie di velocità; le profondità che la curva di una cella non risolve sono vuote.</translation>
  </message>
  <message>
   <source>Inverted cells</source>
   <translation>Celle invertite</translation>
  </message>
  <message>
   <source>Inverted sites</source>
   <translation>Siti invertiti</translation>
  </message>
  <message>
   <source>Inverted: {sites} sites or cells, of which {ok} explain their curves</source>
   <translation>Invertiti: {sites} siti o celle, di cui {ok} spiegano le proprie curve</translation>
  </message>
  <message>
   <source>Inverts every cell of a raster stack.</source>
   <translation>Inverte ogni cella di una pila di raster.</translation>
  </message>
  <message>
   <source>Inverts every site of a survey and writes the profiles.</source>
   <translation>Inverte ogni sito di un'indagine e scrive i profili.</translation>
  </message>
  <message>
   <source>It runs in a Python of its own; QGIS's is not touched.</source>
   <translation>Gira in un proprio Python; quello di QGIS non viene toccato.</translation>
  </message>
  <message>
   <source>It stays in the results folder; give a place to have a copy there.</source>
   <translation>Resta nella cartella dei risultati; indicare un percorso per averne lì una copia.</translation>
  </message>
  <message>
   <source>Its sites on the map and its curves in a plot, suspects marked</source>
   <translation>I siti sulla mappa e le curve in un grafico, con i sospetti evidenziati</translation>
  </message>
  <message>
   <source>Japan (Boore and others 2011)</source>
   <translation>Giappone (Boore e altri 2011)</translation>
  </message>
  <message>
   <source>Keep depths that are not resolved</source>
   <translation>Mantieni le profondità non risolte</translation>
  </message>
  <message>
   <source>Keep depths that are not resolved, too: outside a quarter of the shortest to half the longest wavelength of a site or cell.</source>
   <translation>Mantieni anche le profondità non risolte: fuori dall'intervallo tra un quarto della più corta e metà della più lunga lunghezza d'onda di un sito o di una cella.</translation>
  </message>
  <message>
   <source>Keep the axes as they are when another site is chosen</source>
   <translation>Mantieni gli assi come sono quando si sceglie un altro sito</translation>
  </message>
  <message>
   <source>Keep the drawn profiles</source>
   <translation>Conserva i profili estratti</translation>
  </message>
  <message>
   <source>Kind of surface wave.</source>
   <translation>Tipo di onda superficiale.</translation>
  </message>
  <message>
   <source>Laid out: {name}</source>
   <translation>Impaginata: {name}</translation>
  </message>
  <message>
   <source>Large tables</source>
   <translation>Tabelle grandi</translation>
  </message>
  <message>
   <source>Largest uncertainty</source>
   <translation>Incertezza massima</translation>
  </message>
  <message>
   <source>Law of the flux</source>
   <translation>Legge del flusso</translation>
  </message>
  <message>
   <source>Layer</source>
   <translation>Layer</translation>
  </message>
  <message>
   <source>Layer in the file</source>
   <translation>Layer nel file</translation>
  </message>
  <message>
   <source>Layer of a file that holds several, or data set in a ZIP archive.</source>
   <translation>Layer di un file che ne contiene diversi, o insieme di dati in un archivio ZIP.</translation>
  </message>
  <message>
   <source>Layer or table of boreholes, with a feature a depth.</source>
   <translation>Layer o tabella di sondaggi, con un elemento per profondità.</translation>
  </message>
  <message>
   <source>Layer or table of dispersion measurements, of any provider.</source>
   <translation>Layer o tabella di misure di dispersione, di qualsiasi fornitore.</translation>
  </message>
  <message>
   <source>Layer or table of profiles, with a feature a layer of the ground.</source>
   <translation>Layer o tabella di profili, con un elemento per strato del terreno.</translation>
  </message>
  <message>
   <source>Layers …</source>
   <translation>Layer …</translation>
  </message>
  <message>
   <source>Leave out selected</source>
   <translation>Escludi i selezionati</translation>
  </message>
  <message>
   <source>Leave out sites</source>
   <translation>Escludi siti</translation>
  </message>
  <message>
   <source>Leave selected sites out of maps</source>
   <translation>Escludi i siti selezionati dalle mappe</translation>
  </message>
  <message>
   <source>Let outliers pull less</source>
   <translation>Riduci il peso degli outlier</translation>
  </message>
  <message>
   <source>Line</source>
   <translation>Linea</translation>
  </message>
  <message>
   <source>Lines of equal Vs on the maps, at round values, depth by depth.</source>
   <translation>Linee di uguale Vs sulle mappe, a valori tondi, profondità per profondità.</translation>
  </message>
  <message>
   <source>Lines that nothing is interpolated across, such as faults; for kriging and flux.</source>
   <translation>Linee attraverso le quali non si interpola, come le faglie; per kriging e flux.</translation>
  </message>
  <message>
   <source>Lines that nothing is interpolated across, such as faults; for kriging. The figure marks where the section crosses them.</source>
   <translation>Linee attraverso le quali non si interpola, come le faglie; per kriging. La figura segna dove la sezione le attraversa.</translation>
  </message>
  <message>
   <source>Looking for the engine</source>
   <translation>Ricerca del motore</translation>
  </message>
  <message>
   <source>Love</source>
   <translation>Love</translation>
  </message>
  <message>
   <source>Made on {made:%Y-%m-%d} (UTC)</source>
   <translation>Creato il {made:%Y-%m-%d} (UTC)</translation>
  </message>
  <message>
   <source>Make section</source>
   <translation>Crea sezione</translation>
  </message>
  <message>
   <source>Map Vs at depths</source>
   <translation>Mappa Vs alle profondità</translation>
  </message>
  <message>
   <source>Map again</source>
   <translation>Rifai la mappa</translation>
  </message>
  <message>
   <source>Map again with other settings</source>
   <translation>Rifai la mappa con altre impostazioni</translation>
  </message>
  <message>
   <source>Map: {summary}.</source>
   <translation>Mappa: {summary}.</translation>
  </message>
  <message>
   <source>Maps are being drawn in that folder: press Run once they are there.</source>
   <translation>In quella cartella si stanno disegnando le mappe: premere Esegui quando ci sono.</translation>
  </message>
  <message>
   <source>Maps in {name}{more}.</source>
   <translation>Mappe in {name}{more}.</translation>
  </message>
  <message>
   <source>Maps of {name}</source>
   <translation>Mappe di {name}</translation>
  </message>
  <message>
   <source>Maps were cancelled; nothing was changed.</source>
   <translation>Mappe annullate; nulla è stato modificato.</translation>
  </message>
  <message>
   <source>Mean velocities</source>
   <translation>Velocità medie</translation>
  </message>
  <message>
   <source>Mean velocities between</source>
   <translation>Velocità medie tra</translation>
  </message>
  <message>
   <source>Mean velocities to</source>
   <translation>Velocità medie fino a</translation>
  </message>
  <message>
   <source>Measured within</source>
   <translation>Misurato entro</translation>
  </message>
  <message>
   <source>Messages</source>
   <translation>Messaggi</translation>
  </message>
  <message>
   <source>Misfit chi</source>
   <translation>Misfit chi</translation>
  </message>
  <message>
   <source>Mode</source>
   <translation>Modo</translation>
  </message>
  <message>
   <source>Mode number of the points for which the file gives none (otherwise 0, the fundamental).</source>
   <translation>Numero del modo dei punti per i quali il file non lo indica (altrimenti 0, il fondamentale).</translation>
  </message>
  <message>
   <source>Mode numbers, 0 the fundamental. Modes that cannot be seen at the surface are not counted.</source>
   <translation>Numeri dei modi, 0 il fondamentale. I modi che non si vedono in superficie non si contano.</translation>
  </message>
  <message>
   <source>Model dispersion curves</source>
   <translation>Modella curve di dispersione</translation>
  </message>
  <message>
   <source>Modelling</source>
   <translation>Modellazione</translation>
  </message>
  <message>
   <source>Modes</source>
   <translation>Modi</translation>
  </message>
  <message>
   <source>Move the plot with the left button, stretch it with the right one</source>
   <translation>Sposta il grafico con il pulsante sinistro, stiralo con il destro</translation>
  </message>
  <message>
   <source>Municipality</source>
   <translation>Comune</translation>
  </message>
  <message>
   <source>NBC {}</source>
   <translation>NBC {}</translation>
  </message>
  <message>
   <source>NTC {}</source>
   <translation>NTC {}</translation>
  </message>
  <message>
   <source>NZ TS {}</source>
   <translation>NZ TS {}</translation>
  </message>
  <message>
   <source>Names of sites separated by commas, one with a comma in quotes, as "A,1",B; otherwise all.</source>
   <translation>Nomi di siti separati da virgole, quelli con una virgola tra virgolette, ad esempio "A,1",B; altrimenti tutti.</translation>
  </message>
  <message>
   <source>Names of sites that the maps are drawn without, parted by commas, or @FILE for a file with a name a line; nothing is inverted anew.</source>
   <translation>Nomi dei siti senza i quali si disegnano le mappe, separati da virgole, oppure @FILE per un file con un nome per riga; nulla viene invertito di nuovo.</translation>
  </message>
  <message>
   <source>Names of the sites that get a page of their own, separated by commas, one with a comma in quotes, as "A,1",B; otherwise all of a survey of up to 1,000 sites.</source>
   <translation>Nomi dei siti che hanno una pagina propria, separati da virgole, quelli con una virgola tra virgolette, ad esempio "A,1",B; altrimenti tutti, per indagini fino a 1000 siti.</translation>
  </message>
  <message>
   <source>Neighbours</source>
   <translation>Vicini</translation>
  </message>
  <message>
   <source>No map: {reason}.</source>
   <translation>Nessuna mappa: {reason}.</translation>
  </message>
  <message>
   <source>No program opens the figure: {figure}</source>
   <translation>Nessun programma apre la figura: {figure}</translation>
  </message>
  <message>
   <source>No temporary folder can be made: {error}. Choose a folder.</source>
   <translation>Impossibile creare una cartella temporanea: {error}. Scegliere una cartella.</translation>
  </message>
  <message>
   <source>Not removed, perhaps in use: {names}</source>
   <translation>Non rimosso, forse in uso: {names}</translation>
  </message>
  <message>
   <source>Number of maps of Vs at all depths drawn from what kriging takes as likely, written to vs_draws.nc: any of them could be true, and together they say what is likely of areas, paths and depths.</source>
   <translation>Numero di mappe di Vs a tutte le profondità estratte da ciò che il kriging ritiene probabile, scritte in vs_draws.nc: ciascuna potrebbe essere vera, e insieme dicono che cosa è probabile per aree, percorsi e profondità.</translation>
  </message>
  <message>
   <source>Number that the file gives to the fundamental mode (otherwise 1 where nothing is called 0).</source>
   <translation>Numero che il file dà al modo fondamentale (altrimenti 1 dove nulla è chiamato 0).</translation>
  </message>
  <message>
   <source>Observed and predicted curves</source>
   <translation>Curve osservate e calcolate</translation>
  </message>
  <message>
   <source>Observed velocities</source>
   <translation>Velocità osservate</translation>
  </message>
  <message>
   <source>Of a raster stack whose names do not tell them: periods of its bands in the order of the files, or frequencies in Hz where the velocities are given against frequency.</source>
   <translation>Per una pila di raster i cui nomi non li indicano: periodi delle bande nell'ordine dei file, o frequenze in Hz dove le velocità sono date in funzione della frequenza.</translation>
  </message>
  <message>
   <source>Of a raster stack: its standard deviations, in rasters laid out like it.</source>
   <translation>Per una pila di raster: le deviazioni standard, in raster disposti allo stesso modo.</translation>
  </message>
  <message>
   <source>Of mzs: ISTAT code of the municipality, six digits, with which the standard's names begin.</source>
   <translation>Per mzs: codice ISTAT del comune, sei cifre, con cui iniziano i nomi dello standard.</translation>
  </message>
  <message>
   <source>Of openquake with the cells of the map: vs30measured is 1 at cells so near to a site, and 0 farther away.</source>
   <translation>Per openquake con le celle della mappa: vs30measured vale 1 nelle celle così vicine a un sito e 0 più lontano.</translation>
  </message>
  <message>
   <source>Of openquake: take the cells of the map of Vs30 in place of the sites.</source>
   <translation>Per openquake: usa le celle della mappa di Vs30 al posto dei siti.</translation>
  </message>
  <message>
   <source>Of pystrata: small-strain damping of all layers, in percent of critical. It is assumed; no curve tells it.</source>
   <translation>Per pystrata: smorzamento a piccole deformazioni di tutti gli strati, in percento di quello critico. È assunto; nessuna curva lo rivela.</translation>
  </message>
  <message>
   <source>Of pystrata: write every profile that was drawn for a site, with its weight, beside the reported one.</source>
   <translation>Per pystrata: scrivi ogni profilo estratto per un sito, con il suo peso, accanto a quello riportato.</translation>
  </message>
  <message>
   <source>Of the edge-preserving law: change of Vs over a kilometre from which on it is taken for a step; otherwise what foretells left-out sites best.</source>
   <translation>Per la legge edge-preserving: variazione di Vs su un chilometro oltre la quale è considerata un gradino; altrimenti quella che predice meglio i siti esclusi.</translation>
  </message>
  <message>
   <source>Of the smooth law: distance below which the ground is even; otherwise what foretells left-out sites best.</source>
   <translation>Per la legge smooth: distanza sotto la quale il terreno è uniforme; altrimenti quella che predice meglio i siti esclusi.</translation>
  </message>
  <message>
   <source>Off makes Vs increase with depth everywhere.</source>
   <translation>Se disattivato, Vs cresce ovunque con la profondità.</translation>
  </message>
  <message>
   <source>One standard deviation in percent of the velocity, 3 for 3 %, of points whose error is not stated.</source>
   <translation>Una deviazione standard in percento della velocità, 3 per 3 %, dei punti il cui errore non è indicato.</translation>
  </message>
  <message>
   <source>One standard deviation of Vs, in percent</source>
   <translation>Una deviazione standard di Vs, in percento</translation>
  </message>
  <message>
   <source>Open as PDF</source>
   <translation>Apri come PDF</translation>
  </message>
  <message>
   <source>Open figure</source>
   <translation>Apri figura</translation>
  </message>
  <message>
   <source>Open report</source>
   <translation>Apri la relazione</translation>
  </message>
  <message>
   <source>Options</source>
   <translation>Opzioni</translation>
  </message>
  <message>
   <source>PDF (*.pdf)</source>
   <translation>PDF (*.pdf)</translation>
  </message>
  <message>
   <source>PDF document (*.pdf)</source>
   <translation>Documento PDF (*.pdf)</translation>
  </message>
  <message>
   <source>PNG picture (*.png)</source>
   <translation>Immagine PNG (*.png)</translation>
  </message>
  <message>
   <source>Packages</source>
   <translation>Pacchetti</translation>
  </message>
  <message>
   <source>Pages of Vs Mapper</source>
   <translation>Pagine di Vs Mapper</translation>
  </message>
  <message>
   <source>Pairs of borehole and site</source>
   <translation>Coppie di sondaggio e sito</translation>
  </message>
  <message>
   <source>Period</source>
   <translation>Periodo</translation>
  </message>
  <message>
   <source>Periods</source>
   <translation>Periodi</translation>
  </message>
  <message>
   <source>Periods of rasters</source>
   <translation>Periodi dei raster</translation>
  </message>
  <message>
   <source>Periods of the points in place of frequencies, as 5, 10, 20, or a range, as 5-60.</source>
   <translation>Periodi dei punti al posto delle frequenze, ad esempio 5, 10, 20, oppure un intervallo, ad esempio 5-60.</translation>
  </message>
  <message>
   <source>Phase or group velocity.</source>
   <translation>Velocità di fase o di gruppo.</translation>
  </message>
  <message>
   <source>Pick on map</source>
   <translation>Scegli sulla mappa</translation>
  </message>
  <message>
   <source>Plots need matplotlib 3.5 or newer, which this QGIS lacks ({error}). Install it for QGIS's Python ({how}) and restart QGIS; all else works without it.</source>
   <translation>I grafici richiedono matplotlib 3.5 o successivo, che manca in questo QGIS ({error}). Installarlo per il Python di QGIS ({how}) e riavviare QGIS; tutto il resto funziona anche senza.</translation>
  </message>
  <message>
   <source>Point at a site on the map to see it, click it to keep it in view.</source>
   <translation>Puntare un sito sulla mappa per vederlo, fare clic per tenerlo in vista.</translation>
  </message>
  <message>
   <source>Points at the boreholes, where their places are known. {help}</source>
   <translation>Punti ai sondaggi, dove le loro posizioni sono note. {help}</translation>
  </message>
  <message>
   <source>Points of higher modes are left out; 0 keeps the fundamental alone, where overtones may be numbered wrongly.</source>
   <translation>I punti dei modi superiori vengono esclusi; 0 mantiene il solo fondamentale, dove i modi superiori potrebbero essere numerati male.</translation>
  </message>
  <message>
   <source>Points on their curves</source>
   <translation>Punti sulle loro curve</translation>
  </message>
  <message>
   <source>Points, lines between stations or a table, of any provider; or a raster with a band a period.</source>
   <translation>Punti, linee tra stazioni o una tabella, di qualsiasi fornitore; oppure un raster con una banda per periodo.</translation>
  </message>
  <message>
   <source>Poisson's ratio</source>
   <translation>Coefficiente di Poisson</translation>
  </message>
  <message>
   <source>Preparing the plots …</source>
   <translation>Preparazione dei grafici …</translation>
  </message>
  <message>
   <source>Preview</source>
   <translation>Anteprima</translation>
  </message>
  <message>
   <source>Preview of {survey}</source>
   <translation>Anteprima di {survey}</translation>
  </message>
  <message>
   <source>Print layout of the map</source>
   <translation>Layout di stampa della mappa</translation>
  </message>
  <message>
   <source>Prob. {standard}</source>
   <translation>Prob. {standard}</translation>
  </message>
  <message>
   <source>Probability</source>
   <translation>Probabilità</translation>
  </message>
  <message>
   <source>Processes of this machine</source>
   <translation>Processi di questa macchina</translation>
  </message>
  <message>
   <source>Profiles</source>
   <translation>Profili</translation>
  </message>
  <message>
   <source>Profiles as a table</source>
   <translation>Profili come tabella</translation>
  </message>
  <message>
   <source>Profiles that have a curve</source>
   <translation>Profili che hanno una curva</translation>
  </message>
  <message>
   <source>Profiles: a layer</source>
   <translation>Profili: un layer</translation>
  </message>
  <message>
   <source>Pseudo-section along a line</source>
   <translation>Pseudo-sezione lungo una linea</translation>
  </message>
  <message>
   <source>PyTorch for NVIDIA's graphics cards (CUDA)</source>
   <translation>PyTorch per schede grafiche NVIDIA (CUDA)</translation>
  </message>
  <message>
   <source>Quantity</source>
   <translation>Grandezza</translation>
  </message>
  <message>
   <source>Range of depth in which the depth of the steepest rise of Vs is given, as of the top of the mantle.</source>
   <translation>Intervallo di profondità in cui si dà la profondità dell'aumento più ripido di Vs, come quello del tetto del mantello.</translation>
  </message>
  <message>
   <source>Ranges of depth whose mean velocities are given.</source>
   <translation>Intervalli di profondità di cui si danno le velocità medie.</translation>
  </message>
  <message>
   <source>Raster layers</source>
   <translation>Layer raster</translation>
  </message>
  <message>
   <source>Raster layers of a stack</source>
   <translation>Layer raster di una pila</translation>
  </message>
  <message>
   <source>Raster of heights of the ground, in any coordinate system. Heights are taken to be in metres unless the file says otherwise.</source>
   <translation>Raster delle quote del terreno, in qualsiasi sistema di riferimento. Le quote si intendono in metri, salvo diversa indicazione del file.</translation>
  </message>
  <message>
   <source>Raster stacks</source>
   <translation>Pile di raster</translation>
  </message>
  <message>
   <source>Raster with a band a period, NetCDF file, Zarr store or CSV list of rasters; or an address of one: https://, http://, s3://, gs://, az://.</source>
   <translation>Raster con una banda per periodo, file NetCDF, archivio Zarr o elenco CSV di raster; oppure il suo indirizzo: https://, http://, s3://, gs://, az://.</translation>
  </message>
  <message>
   <source>Raster, NetCDF file, folder or address of standard deviations.</source>
   <translation>Raster, file NetCDF, cartella o indirizzo delle deviazioni standard.</translation>
  </message>
  <message>
   <source>Rasters of standard deviations, laid out like the velocities.</source>
   <translation>Raster delle deviazioni standard, disposti come le velocità.</translation>
  </message>
  <message>
   <source>Rayleigh</source>
   <translation>Rayleigh</translation>
  </message>
  <message>
   <source>Re&amp;port</source>
   <translation>&amp;Relazione</translation>
  </message>
  <message>
   <source>Reading was cancelled. Choose the survey again to read it.</source>
   <translation>La lettura è stata annullata. Scegliere di nuovo l'indagine per leggerla.</translation>
  </message>
  <message>
   <source>Reading {name}</source>
   <translation>Lettura di {name}</translation>
  </message>
  <message>
   <source>Reading {name} …</source>
   <translation>Lettura di {name} …</translation>
  </message>
  <message>
   <source>Rejected sites and points</source>
   <translation>Siti e punti scartati</translation>
  </message>
  <message>
   <source>Remove the engine's Python from {folder}?</source>
   <translation>Rimuovere il Python del motore da {folder}?</translation>
  </message>
  <message>
   <source>Remove …</source>
   <translation>Rimuovi …</translation>
  </message>
  <message>
   <source>Removing the engine</source>
   <translation>Rimozione del motore</translation>
  </message>
  <message>
   <source>Report</source>
   <translation>Relazione</translation>
  </message>
  <message>
   <source>Report as PDF</source>
   <translation>Relazione in PDF</translation>
  </message>
  <message>
   <source>Reset to defaults</source>
   <translation>Ripristina i valori predefiniti</translation>
  </message>
  <message>
   <source>Result</source>
   <translation>Risultato</translation>
  </message>
  <message>
   <source>Results and maps had been written by then, and are shown.</source>
   <translation>Risultati e mappe erano già stati scritti, e sono mostrati.</translation>
  </message>
  <message>
   <source>Results folder</source>
   <translation>Cartella dei risultati</translation>
  </message>
  <message>
   <source>Results in a temporary folder are gone when the system empties it.</source>
   <translation>I risultati in una cartella temporanea si perdono quando il sistema la svuota.</translation>
  </message>
  <message>
   <source>Round Earth</source>
   <translation>Terra sferica</translation>
  </message>
  <message>
   <source>S&amp;ite</source>
   <translation>Si&amp;to</translation>
  </message>
  <message>
   <source>SVG drawing (*.svg)</source>
   <translation>Disegno SVG (*.svg)</translation>
  </message>
  <message>
   <source>Same axes</source>
   <translation>Stessi assi</translation>
  </message>
  <message>
   <source>Samples per site</source>
   <translation>Campioni per sito</translation>
  </message>
  <message>
   <source>Save as PNG, SVG or PDF, or the numbers as CSV</source>
   <translation>Salva come PNG, SVG o PDF, oppure i numeri come CSV</translation>
  </message>
  <message>
   <source>Save in</source>
   <translation>Salva in</translation>
  </message>
  <message>
   <source>Save the plot</source>
   <translation>Salva il grafico</translation>
  </message>
  <message>
   <source>Save …</source>
   <translation>Salva …</translation>
  </message>
  <message>
   <source>Says what was understood of a raster stack.</source>
   <translation>Dice che cosa è stato compreso di una pila di raster.</translation>
  </message>
  <message>
   <source>Says what was understood of a survey.</source>
   <translation>Dice che cosa è stato compreso di un'indagine.</translation>
  </message>
  <message>
   <source>Se&amp;ction</source>
   <translation>Se&amp;zione</translation>
  </message>
  <message>
   <source>Section</source>
   <translation>Sezione</translation>
  </message>
  <message>
   <source>Section along {name}: {sites}. File {path}</source>
   <translation>Sezione lungo {name}: {sites}. File {path}</translation>
  </message>
  <message>
   <source>Section {name}</source>
   <translation>Sezione {name}</translation>
  </message>
  <message>
   <source>Sections</source>
   <translation>Sezioni</translation>
  </message>
  <message>
   <source>Sections of an earlier version were taken out of the map, whose extent they spoilt. Their files stay: {names}</source>
   <translation>Le sezioni di una versione precedente sono state tolte dalla mappa, di cui alteravano l'estensione. I loro file restano: {names}</translation>
  </message>
  <message>
   <source>Select sites on the map or in their table first.</source>
   <translation>Selezionare prima i siti sulla mappa o nella loro tabella.</translation>
  </message>
  <message>
   <source>Selected features only</source>
   <translation>Solo gli elementi selezionati</translation>
  </message>
  <message>
   <source>Selected features only ({count})</source>
   <translation>Solo gli elementi selezionati ({count})</translation>
  </message>
  <message>
   <source>Set up</source>
   <translation>Installa</translation>
  </message>
  <message>
   <source>Set up or repair …</source>
   <translation>Installa o ripara …</translation>
  </message>
  <message>
   <source>Set up the engine</source>
   <translation>Installa il motore</translation>
  </message>
  <message>
   <source>Set up the engine (about {size} MB)</source>
   <translation>Installa il motore (circa {size} MB)</translation>
  </message>
  <message>
   <source>Setting up the engine</source>
   <translation>Installazione del motore</translation>
  </message>
  <message>
   <source>Settings: {said}</source>
   <translation>Impostazioni: {said}</translation>
  </message>
  <message>
   <source>Several raster layers of the project, one a period.</source>
   <translation>Diversi layer raster del progetto, uno per periodo.</translation>
  </message>
  <message>
   <source>Share of critical damping in the layers over rock, in percent.</source>
   <translation>Frazione dello smorzamento critico negli strati sopra la roccia, in percento.</translation>
  </message>
  <message>
   <source>Share of the top 30 m that is not measured</source>
   <translation>Parte dei primi 30 m non misurata</translation>
  </message>
  <message>
   <source>Show all of the plot</source>
   <translation>Mostra tutto il grafico</translation>
  </message>
  <message>
   <source>Sigma layers</source>
   <translation>Layer di sigma</translation>
  </message>
  <message>
   <source>Sigma rasters</source>
   <translation>Raster di sigma</translation>
  </message>
  <message>
   <source>Site</source>
   <translation>Sito</translation>
  </message>
  <message>
   <source>Site class</source>
   <translation>Categoria</translation>
  </message>
  <message>
   <source>Site classes</source>
   <translation>Categorie di sottosuolo</translation>
  </message>
  <message>
   <source>Site period and amplification</source>
   <translation>Periodo del sito e amplificazione</translation>
  </message>
  <message>
   <source>Site products</source>
   <translation>Prodotti di sito</translation>
  </message>
  <message>
   <source>Site response</source>
   <translation>Risposta di sito</translation>
  </message>
  <message>
   <source>Site {name}{chi}</source>
   <translation>Sito {name}{chi}</translation>
  </message>
  <message>
   <source>Sites</source>
   <translation>Siti</translation>
  </message>
  <message>
   <source>Sites in the maps</source>
   <translation>Siti nelle mappe</translation>
  </message>
  <message>
   <source>Sites or grid, frequency band, wavelengths and units show here before a run.</source>
   <translation>Siti o griglia, banda di frequenza, lunghezze d'onda e unità appaiono qui prima dell'esecuzione.</translation>
  </message>
  <message>
   <source>Sites show</source>
   <translation>I siti mostrano</translation>
  </message>
  <message>
   <source>Sites that are not ticked are left out of the next maps; space switches</source>
   <translation>I siti senza spunta restano fuori dalle prossime mappe; la barra spaziatrice li commuta</translation>
  </message>
  <message>
   <source>Sites whose profile explains the curve</source>
   <translation>Siti il cui profilo spiega la curva</translation>
  </message>
  <message>
   <source>Sites with a page</source>
   <translation>Siti con una pagina</translation>
  </message>
  <message>
   <source>Sites within this distance of the line are shown, and values within it of a site; otherwise 1.5 times the 90th percentile of the site spacing.</source>
   <translation>Si mostrano i siti entro questa distanza dalla linea e i valori entro questa distanza da un sito; altrimenti 1.5 volte il 90° percentile della distanza tra i siti.</translation>
  </message>
  <message>
   <source>Size of a cell in units of the maps' coordinate system, metres unless another one is asked for; otherwise about a fifth of the site spacing.</source>
   <translation>Lato di una cella in unità del sistema di riferimento delle mappe, metri se non ne è richiesto un altro; altrimenti circa un quinto della distanza tra i siti.</translation>
  </message>
  <message>
   <source>Smooth over</source>
   <translation>Liscia su</translation>
  </message>
  <message>
   <source>Standards</source>
   <translation>Norme</translation>
  </message>
  <message>
   <source>Standards whose site classes are given, of asce7_22, asce7_16, ec8, ec8_second, ntc_2018, nz_1170, nbc_2020; otherwise all.</source>
   <translation>Norme di cui si danno le categorie di sottosuolo, tra asce7_22, asce7_16, ec8, ec8_second, ntc_2018, nz_1170, nbc_2020; altrimenti tutte.</translation>
  </message>
  <message>
   <source>Start page</source>
   <translation>Pagina iniziale</translation>
  </message>
  <message>
   <source>Status</source>
   <translation>Stato</translation>
  </message>
  <message>
   <source>Status of a cell</source>
   <translation>Stato di una cella</translation>
  </message>
  <message>
   <source>Steep from</source>
   <translation>Ripido da</translation>
  </message>
  <message>
   <source>Steepest rise between</source>
   <translation>Aumento più ripido tra</translation>
  </message>
  <message>
   <source>Stretch colours to this depth</source>
   <translation>Adatta i colori a questa profondità</translation>
  </message>
  <message>
   <source>Survey: a layer</source>
   <translation>Indagine: un layer</translation>
  </message>
  <message>
   <source>Surveys</source>
   <translation>Indagini</translation>
  </message>
  <message>
   <source>Swap x and y</source>
   <translation>Scambia x e y</translation>
  </message>
  <message>
   <source>System: {crs}. Printed {date}.</source>
   <translation>Sistema: {crs}. Stampato il {date}.</translation>
  </message>
  <message>
   <source>Table of a row a point, which the other algorithms read as a survey.</source>
   <translation>Tabella con una riga per punto, che gli altri algoritmi leggono come indagine.</translation>
  </message>
  <message>
   <source>Table of amplification</source>
   <translation>Tabella dell'amplificazione</translation>
  </message>
  <message>
   <source>Table of boreholes.</source>
   <translation>Tabella di sondaggi.</translation>
  </message>
  <message>
   <source>Table of products</source>
   <translation>Tabella dei prodotti</translation>
  </message>
  <message>
   <source>Table of profiles.</source>
   <translation>Tabella di profili.</translation>
  </message>
  <message>
   <source>Take all back</source>
   <translation>Riprendi tutti</translation>
  </message>
  <message>
   <source>Terrain</source>
   <translation>Modello del terreno</translation>
  </message>
  <message>
   <source>The area that is near enough to a site to be mapped.</source>
   <translation>L'area abbastanza vicina a un sito per essere mappata.</translation>
  </message>
  <message>
   <source>The boreholes were not found.</source>
   <translation>I sondaggi non sono stati trovati.</translation>
  </message>
  <message>
   <source>The coordinates come in the order opposite to what the file says, latitude for longitude.</source>
   <translation>Le coordinate sono nell'ordine opposto a quello indicato dal file, latitudine al posto della longitudine.</translation>
  </message>
  <message>
   <source>The documentation that comes with the plugin</source>
   <translation>La documentazione fornita con il plugin</translation>
  </message>
  <message>
   <source>The engine gets a Python of its own; QGIS's is not touched. To be fetched:

</source>
   <translation>Il motore riceve un proprio Python; quello di QGIS non viene toccato. Da scaricare:

</translation>
  </message>
  <message>
   <source>The folder that “Invert dispersion survey”, the dock or the command line wrote.</source>
   <translation>La cartella scritta da «Inverti un'indagine di dispersione», dal pannello o dalla riga di comando.</translation>
  </message>
  <message>
   <source>The legend is larger than its page: hide some layers, and lay the map out again.</source>
   <translation>La legenda è più grande della pagina: nascondere alcuni layer e impaginare di nuovo la mappa.</translation>
  </message>
  <message>
   <source>The network runs on</source>
   <translation>La rete gira su</translation>
  </message>
  <message>
   <source>The profiles were not found.</source>
   <translation>I profili non sono stati trovati.</translation>
  </message>
  <message>
   <source>The project was closed meanwhile. Files in {folder}</source>
   <translation>Il progetto è stato chiuso nel frattempo. File in {folder}</translation>
  </message>
  <message>
   <source>The section for a report; SVG and PDF lie beside it</source>
   <translation>La sezione per una relazione; SVG e PDF sono accanto</translation>
  </message>
  <message>
   <source>The selected line of this layer, or its only one</source>
   <translation>La linea selezionata di questo layer, o l'unica</translation>
  </message>
  <message>
   <source>The sites had been inverted by then and are shown; “Map again” makes their maps.</source>
   <translation>I siti erano già stati invertiti e sono mostrati; «Rifai la mappa» ne fa le mappe.</translation>
  </message>
  <message>
   <source>The sites that are selected on the map or in their table</source>
   <translation>I siti selezionati sulla mappa o nella loro tabella</translation>
  </message>
  <message>
   <source>The survey, method and assumptions, how sure the numbers are, the maps and sections that are drawn, and a page a site. Draw maps and sections first.</source>
   <translation>L'indagine, metodo e ipotesi, quanto sono sicuri i numeri, le mappe e le sezioni disegnate e una pagina per sito. Disegnare prima mappe e sezioni.</translation>
  </message>
  <message>
   <source>These results are rasters without sites. Choose Vs in the layers and click a cell with QGIS's Identify tool to read its Vs at all depths.</source>
   <translation>Questi risultati sono raster senza siti. Scegliere Vs tra i layer e fare clic su una cella con lo strumento Informazioni elementi di QGIS per leggerne Vs a tutte le profondità.</translation>
  </message>
  <message>
   <source>Tick the grids of phase or group velocity, one a period, and their sigmas:</source>
   <translation>Selezionare le griglie di velocità di fase o di gruppo, una per periodo, e le loro sigma:</translation>
  </message>
  <message>
   <source>Title</source>
   <translation>Titolo</translation>
  </message>
  <message>
   <source>Try the example</source>
   <translation>Prova l'esempio</translation>
  </message>
  <message>
   <source>Unexpected error, please report it: {name}: {error}</source>
   <translation>Errore imprevisto, si prega di segnalarlo: {name}: {error}</translation>
  </message>
  <message>
   <source>Unit</source>
   <translation>Unità</translation>
  </message>
  <message>
   <source>Unit of the boreholes' depths; overrides what the names of the columns say (otherwise m).</source>
   <translation>Unità delle profondità dei sondaggi; prevale su quanto dicono i nomi delle colonne (altrimenti m).</translation>
  </message>
  <message>
   <source>Unit of the profiles' depths; overrides what the names of the columns say (otherwise m).</source>
   <translation>Unità delle profondità dei profili; prevale su ciò che dicono i nomi delle colonne (altrimenti m).</translation>
  </message>
  <message>
   <source>Unit of the velocities; overrides what the column names or the sizes of the numbers say.</source>
   <translation>Unità delle velocità; prevale su quanto dicono i nomi delle colonne o la grandezza dei numeri.</translation>
  </message>
  <message>
   <source>Unit of velocities in legends, map tips, plots and sections. Files and rasters are in m/s.</source>
   <translation>Unità delle velocità in legende, suggerimenti, grafici e sezioni. I file e i raster sono in m/s.</translation>
  </message>
  <message>
   <source>Unused or suspect</source>
   <translation>Non usati o sospetti</translation>
  </message>
  <message>
   <source>Use no Python of my choice</source>
   <translation>Non usare un Python scelto da me</translation>
  </message>
  <message>
   <source>Velocities between the sites are interpolated, and blank where the survey does not reach; their uncertainty is a map of its own (Vs ± 1 σ). Values below the depth of investigation are not shown.</source>
   <translation>Le velocità fra i siti sono interpolate, e mancano dove l'indagine non arriva; la loro incertezza è una mappa a parte (Vs ± 1 σ). I valori sotto la profondità di indagine non sono mostrati.</translation>
  </message>
  <message>
   <source>Velocities to which depths are given; 4000 to 4300 for the top of the mantle.</source>
   <translation>Velocità di cui si danno le profondità; da 4000 a 4300 per il tetto del mantello.</translation>
  </message>
  <message>
   <source>Velocity ({unit})</source>
   <translation>Velocità ({unit})</translation>
  </message>
  <message>
   <source>Velocity from which a profile counts as the rock that layers amplify above.</source>
   <translation>Velocità dalla quale un profilo conta come la roccia sopra cui gli strati amplificano.</translation>
  </message>
  <message>
   <source>Velocity type</source>
   <translation>Tipo di velocità</translation>
  </message>
  <message>
   <source>Velocity type of the points for which the file gives none (otherwise phase).</source>
   <translation>Tipo di velocità dei punti per i quali il file non lo indica (altrimenti di fase).</translation>
  </message>
  <message>
   <source>Velocity unit</source>
   <translation>Unità di Vs</translation>
  </message>
  <message>
   <source>Vp</source>
   <translation>Vp</translation>
  </message>
  <message>
   <source>Vp and density as for</source>
   <translation>Vp e densità come per</translation>
  </message>
  <message>
   <source>Vs</source>
   <translation>Vs</translation>
  </message>
  <message>
   <source>Vs ({unit})</source>
   <translation>Vs ({unit})</translation>
  </message>
  <message>
   <source>Vs ({unit}); hatched: masked</source>
   <translation>Vs ({unit}); tratteggio: mascherato</translation>
  </message>
  <message>
   <source>Vs Mapper: check</source>
   <translation>Vs Mapper: controllo</translation>
  </message>
  <message>
   <source>Vs Mapper: drawn profiles</source>
   <translation>Vs Mapper: profili estratti</translation>
  </message>
  <message>
   <source>Vs Mapper: help</source>
   <translation>Vs Mapper: guida</translation>
  </message>
  <message>
   <source>Vs Mapper: report</source>
   <translation>Vs Mapper: relazione</translation>
  </message>
  <message>
   <source>Vs Mapper: shear-wave velocity from surface-wave dispersion</source>
   <translation>Vs Mapper: velocità delle onde di taglio dalla dispersione delle onde superficiali</translation>
  </message>
  <message>
   <source>Vs Mapper: sites</source>
   <translation>Vs Mapper: siti</translation>
  </message>
  <message>
   <source>Vs Mapper: velocity maps and sections from surface-wave dispersion</source>
   <translation>Vs Mapper: mappe e sezioni di velocità dalla dispersione delle onde superficiali</translation>
  </message>
  <message>
   <source>Vs Mapper: {name}</source>
   <translation>Vs Mapper: {name}</translation>
  </message>
  <message>
   <source>Vs Mapper: {title}</source>
   <translation>Vs Mapper: {title}</translation>
  </message>
  <message>
   <source>Vs as waves feel it</source>
   <translation>Vs come la sentono le onde</translation>
  </message>
  <message>
   <source>Vs at elevations</source>
   <translation>Vs alle quote</translation>
  </message>
  <message>
   <source>Vs at this depth</source>
   <translation>Vs alla profondità</translation>
  </message>
  <message>
   <source>Vs at {depth}</source>
   <translation>Vs a {depth}</translation>
  </message>
  <message>
   <source>Vs at {depth} on the map: {vs} {unit}</source>
   <translation>Vs a {depth} sulla mappa: {vs} {unit}</translation>
  </message>
  <message>
   <source>Vs at {depth}: {vs} {unit}</source>
   <translation>Vs a {depth}: {vs} {unit}</translation>
  </message>
  <message>
   <source>Vs at {depth}: {vs} ± {sigma} {unit} (1 sigma)</source>
   <translation>Vs a {depth}: {vs} ± {sigma} {unit} (1 sigma)</translation>
  </message>
  <message>
   <source>Vs elev.</source>
   <translation>Vs quota</translation>
  </message>
  <message>
   <source>Vs of rock</source>
   <translation>Vs della roccia</translation>
  </message>
  <message>
   <source>Vs of the hole</source>
   <translation>Vs del sondaggio</translation>
  </message>
  <message>
   <source>Vs uncertainty</source>
   <translation>Incertezza di Vs</translation>
  </message>
  <message>
   <source>Vs {vs} ± {sigma} {unit}</source>
   <translation>Vs {vs} ± {sigma} {unit}</translation>
  </message>
  <message>
   <source>Vs ± 1 σ</source>
   <translation>Vs ± 1 σ</translation>
  </message>
  <message>
   <source>Vs ± {} sigma</source>
   <translation>Vs ± {} sigma</translation>
  </message>
  <message>
   <source>Vs ± {} sigma at elevations</source>
   <translation>Vs ± {} sigma alle quote</translation>
  </message>
  <message>
   <source>Vs,{}</source>
   <translation>Vs,{}</translation>
  </message>
  <message>
   <source>Vs30</source>
   <translation>Vs30</translation>
  </message>
  <message>
   <source>Vs30 below the data</source>
   <translation>Vs30 sotto i dati</translation>
  </message>
  <message>
   <source>Vs30 carried down</source>
   <translation>Vs30 estesa</translation>
  </message>
  <message>
   <source>Vs30 carried down by</source>
   <translation>Vs30 estesa con</translation>
  </message>
  <message>
   <source>Vs30 inside {} %</source>
   <translation>Vs30 entro il {} %</translation>
  </message>
  <message>
   <source>Vs30 not reached</source>
   <translation>Vs30 non raggiunta</translation>
  </message>
  <message>
   <source>Vs30 of the hole</source>
   <translation>Vs30 del sondaggio</translation>
  </message>
  <message>
   <source>Vs30 {range} {unit}</source>
   <translation>Vs30 {range} {unit}</translation>
  </message>
  <message>
   <source>Warnings</source>
   <translation>Avvisi</translation>
  </message>
  <message>
   <source>Water table</source>
   <translation>Falda</translation>
  </message>
  <message>
   <source>Wave type</source>
   <translation>Tipo di onda</translation>
  </message>
  <message>
   <source>Wave type of the points for which the file gives none (otherwise Rayleigh).</source>
   <translation>Tipo di onda dei punti per i quali il file non lo indica (altrimenti Rayleigh).</translation>
  </message>
  <message>
   <source>Wavelength</source>
   <translation>Lunghezza d'onda</translation>
  </message>
  <message>
   <source>Weights of the network: SHA-256 {hash}</source>
   <translation>Pesi della rete: SHA-256 {hash}</translation>
  </message>
  <message>
   <source>What came of it</source>
   <translation>Esito</translation>
  </message>
  <message>
   <source>What carries Vs30 down where a curve does not reach 30 m: network, the drawn profiles below what the curve resolves; california (Boore 2004) or japan (Boore and others 2011), relations of measured profiles, whose scatter widens the band.</source>
   <translation>Che cosa estende Vs30 in profondità dove la curva non raggiunge 30 m: network, i profili estratti sotto ciò che la curva risolve; california (Boore 2004) o japan (Boore e altri 2011), relazioni di profili misurati, la cui dispersione allarga la banda.</translation>
  </message>
  <message>
   <source>What carries Vs30 down where a curve does not reach 30 m: network, the drawn profiles below what the curve resolves; california (Boore 2004) or japan (Boore and others 2011), relations of measured profiles, whose scatter widens the band. Otherwise as in the inversion.</source>
   <translation>Che cosa estende Vs30 in profondità dove la curva non raggiunge 30 m: network, i profili estratti sotto ciò che la curva risolve; california (Boore 2004) o japan (Boore e altri 2011), relazioni di profili misurati, la cui dispersione allarga la banda. Altrimenti come nell'inversione.</translation>
  </message>
  <message>
   <source>What columns hold, as c_obs=phase_velocity:km/s; columns without names are called 1, 2 and so on.</source>
   <translation>Che cosa contengono le colonne, ad esempio c_obs=phase_velocity:km/s; le colonne senza nome si chiamano 1, 2 e così via.</translation>
  </message>
  <message>
   <source>What is understood of the survey</source>
   <translation>Che cosa è stato compreso dell'indagine</translation>
  </message>
  <message>
   <source>What stands over the report; otherwise the survey's name.</source>
   <translation>Il titolo della relazione; altrimenti il nome dell'indagine.</translation>
  </message>
  <message>
   <source>What the colours of sites say, on the scale of the maps</source>
   <translation>Che cosa dicono i colori dei siti, nella scala delle mappe</translation>
  </message>
  <message>
   <source>What the columns hold</source>
   <translation>Contenuto delle colonne</translation>
  </message>
  <message>
   <source>What the curve is drawn against</source>
   <translation>La grandezza in ascissa della curva</translation>
  </message>
  <message>
   <source>What the maps show, as least x, largest x, least y, largest y and the coordinate system, which is otherwise that of the maps; the model rests on all sites all the same. Otherwise all sites with a margin.</source>
   <translation>Ciò che le mappe mostrano, come x minima, x massima, y minima, y massima e il sistema di riferimento, altrimenti quello delle mappe; il modello si basa comunque su tutti i siti. Altrimenti tutti i siti con un margine.</translation>
  </message>
  <message>
   <source>What the velocities are given against: frequency (Hz), period (s) or wavelength (m).</source>
   <translation>La grandezza in funzione della quale sono date le velocità: frequenza (Hz), periodo (s) o lunghezza d'onda (m).</translation>
  </message>
  <message>
   <source>What to write: csv, one table of all layers; geopsy and cps, one layered model a site, for Geopsy and Computer Programs in Seismology; openquake, a site model of Vs30 and basin depths; shakemap, a grid of Vs30; surfer, an ASCII grid a map and depth; cog, cloud-optimised GeoTIFFs of all maps; netcdf, Vs and its quantiles as one volume; pystrata, profiles for site response; mzs, tables of the Italian standard of seismic microzonation.</source>
   <translation>Che cosa scrivere: csv, una tabella di tutti gli strati; geopsy e cps, un modello a strati per sito, per Geopsy e Computer Programs in Seismology; openquake, un modello di sito con Vs30 e profondità del bacino; shakemap, una griglia di Vs30; surfer, una griglia ASCII per mappa e profondità; cog, GeoTIFF ottimizzati per il cloud di tutte le mappe; netcdf, Vs e i suoi quantili come un unico volume; pystrata, profili per la risposta sismica locale; mzs, tabelle degli standard italiani di microzonazione sismica.</translation>
  </message>
  <message>
   <source>What was not used of the survey, or was used and looks wrong, and why.</source>
   <translation>Ciò che dell'indagine non è stato usato, o è stato usato e sembra sbagliato, e perché.</translation>
  </message>
  <message>
   <source>What was understood</source>
   <translation>Che cosa è stato compreso</translation>
  </message>
  <message>
   <source>Where the files go.</source>
   <translation>Dove vanno i file.</translation>
  </message>
  <message>
   <source>Where the network runs; auto takes a graphics card where there is one.</source>
   <translation>Dove gira la rete; auto usa una scheda grafica, se c'è.</translation>
  </message>
  <message>
   <source>Whether the profiles are of a round Earth; auto takes it so from periods of 30 s on.</source>
   <translation>Se i profili sono di una Terra sferica; auto la considera tale da periodi di 30 s in su.</translation>
  </message>
  <message>
   <source>Whose the data are, and under which licence, is not known to the program.</source>
   <translation>Di chi siano i dati, e con quale licenza, il programma non lo sa.</translation>
  </message>
  <message>
   <source>Within reach of a site</source>
   <translation>Entro la portata di un sito</translation>
  </message>
  <message>
   <source>Words, or their numbers: {names}.</source>
   <translation>Parole, o i loro numeri: {names}.</translation>
  </message>
  <message>
   <source>Work with that many processes of this machine in place of the engine's threads; needs Dask. The results are the same.</source>
   <translation>Lavora con questo numero di processi di questa macchina al posto dei thread del motore; richiede Dask. I risultati sono gli stessi.</translation>
  </message>
  <message>
   <source>Work with the Dask cluster whose scheduler is at this address, or whose connection file this is; needs Dask. The results are the same.</source>
   <translation>Lavora con il cluster Dask il cui scheduler è a questo indirizzo, o di cui questo è il file di connessione; richiede Dask. I risultati sono gli stessi.</translation>
  </message>
  <message>
   <source>Write a figure of the spatial model, as PNG and SVG, too.</source>
   <translation>Scrivi anche una figura del modello spaziale, in PNG e SVG.</translation>
  </message>
  <message>
   <source>Write contours of Vs at round values, and the areas where maps are drawn by distance and by uncertainty, as GeoPackages, too.</source>
   <translation>Scrivi anche, come GeoPackage, le isolinee di Vs a valori tondi e le aree mappate, per distanza e per incertezza.</translation>
  </message>
  <message>
   <source>Write ensembles.parquet, which holds every profile that was drawn for a site and its weight; about 10 kB a site. What follows from profiles can be computed again from it.</source>
   <translation>Scrivi ensembles.parquet, che contiene ogni profilo estratto per un sito con il suo peso; circa 10 kB per sito. Ciò che segue dai profili si può ricalcolare da esso.</translation>
  </message>
  <message>
   <source>Write report</source>
   <translation>Scrivi la relazione</translation>
  </message>
  <message>
   <source>Writes a report of an inversion, to read and to hand in.</source>
   <translation>Scrive una relazione su un'inversione, da leggere e da consegnare.</translation>
  </message>
  <message>
   <source>Writes the results of an inversion for other programs.</source>
   <translation>Scrive i risultati di un'inversione per altri programmi.</translation>
  </message>
  <message>
   <source>Written: {page}, {document}</source>
   <translation>Scritto: {page}, {document}</translation>
  </message>
  <message>
   <source>Zoom to a rectangle</source>
   <translation>Ingrandisci un rettangolo</translation>
  </message>
  <message>
   <source>a band a depth below the surface</source>
   <translation>una banda per profondità dal piano campagna</translation>
  </message>
  <message>
   <source>a band an elevation</source>
   <translation>una banda per quota</translation>
  </message>
  <message>
   <source>about {hours} h left</source>
   <translation>circa {hours} h rimanenti</translation>
  </message>
  <message>
   <source>about {minutes} min left</source>
   <translation>circa {minutes} min rimanenti</translation>
  </message>
  <message>
   <source>about {seconds} s left</source>
   <translation>circa {seconds} s rimanenti</translation>
  </message>
  <message>
   <source>above {low} %</source>
   <translation>oltre {low} %</translation>
  </message>
  <message>
   <source>accepted profiles</source>
   <translation>profili accettati</translation>
  </message>
  <message>
   <source>adding overviews to {}</source>
   <translation>panoramiche di {}</translation>
  </message>
  <message>
   <source>adding the results to the project</source>
   <translation>aggiunta dei risultati al progetto</translation>
  </message>
  <message>
   <source>all</source>
   <translation>tutte</translation>
  </message>
  <message>
   <source>all modes</source>
   <translation>tutti i modi</translation>
  </message>
  <message>
   <source>all sites</source>
   <translation>tutti i siti</translation>
  </message>
  <message>
   <source>along the sites</source>
   <translation>lungo i siti</translation>
  </message>
  <message>
   <source>amplification at the site period</source>
   <translation>amplificazione al periodo del sito</translation>
  </message>
  <message>
   <source>as a file or as a folder, one of the three</source>
   <translation>come file o come cartella, uno dei tre</translation>
  </message>
  <message>
   <source>as a layer</source>
   <translation>come layer</translation>
  </message>
  <message>
   <source>as inverted</source>
   <translation>come nell'inversione</translation>
  </message>
  <message>
   <source>as layers</source>
   <translation>come layer</translation>
  </message>
  <message>
   <source>as the file says</source>
   <translation>come indica il file</translation>
  </message>
  <message>
   <source>asking the neighbours</source>
   <translation>confronto con i siti vicini</translation>
  </message>
  <message>
   <source>at {distance} {length}</source>
   <translation>a {distance} {length}</translation>
  </message>
  <message>
   <source>automatic</source>
   <translation>automatico</translation>
  </message>
  <message>
   <source>automatic, or 5, 10, 30</source>
   <translation>automatico, oppure 5, 10, 30</translation>
  </message>
  <message>
   <source>automatic, or 5, 10, 30, or native</source>
   <translation>automatico, o 5, 10, 30, o native</translation>
  </message>
  <message>
   <source>average along a path</source>
   <translation>media lungo un percorso</translation>
  </message>
  <message>
   <source>band {index}</source>
   <translation>banda {index}</translation>
  </message>
  <message>
   <source>bends</source>
   <translation>vertici</translation>
  </message>
  <message>
   <source>bias</source>
   <translation>scarto medio</translation>
  </message>
  <message>
   <source>borehole</source>
   <translation>sondaggio</translation>
  </message>
  <message>
   <source>bottom</source>
   <translation>base</translation>
  </message>
  <message>
   <source>by its name or numbers</source>
   <translation>dal nome o dai numeri</translation>
  </message>
  <message>
   <source>by {rests_on}; only velocity is assessed</source>
   <translation>secondo {rests_on}; si valuta la sola velocità</translation>
  </message>
  <message>
   <source>called 0</source>
   <translation>chiamato 0</translation>
  </message>
  <message>
   <source>called 1</source>
   <translation>chiamato 1</translation>
  </message>
  <message>
   <source>carried down from</source>
   <translation>estesa da</translation>
  </message>
  <message>
   <source>carried down to</source>
   <translation>estesa fino a</translation>
  </message>
  <message>
   <source>change of Vp</source>
   <translation>variazione di Vp</translation>
  </message>
  <message>
   <source>checking {}</source>
   <translation>verifica di {}</translation>
  </message>
  <message>
   <source>choose a layer …</source>
   <translation>scegliere un layer …</translation>
  </message>
  <message>
   <source>classes of drawn profiles</source>
   <translation>classi dei profili estratti</translation>
  </message>
  <message>
   <source>comma (1,5)</source>
   <translation>virgola (1,5)</translation>
  </message>
  <message>
   <source>compared</source>
   <translation>confronto concluso</translation>
  </message>
  <message>
   <source>comparing</source>
   <translation>confronto</translation>
  </message>
  <message>
   <source>compiling</source>
   <translation>compilazione</translation>
  </message>
  <message>
   <source>computed</source>
   <translation>calcolo concluso</translation>
  </message>
  <message>
   <source>computing products</source>
   <translation>calcolo dei prodotti</translation>
  </message>
  <message>
   <source>computing the curves of {} profile</source>
   <translation>calcolo delle curve di {} profilo</translation>
  </message>
  <message>
   <source>computing the curves of {} profiles</source>
   <translation>calcolo delle curve di {} profili</translation>
  </message>
  <message>
   <source>conserved flux</source>
   <translation>flusso conservato</translation>
  </message>
  <message>
   <source>contours</source>
   <translation>isolinee</translation>
  </message>
  <message>
   <source>curtain</source>
   <translation>cortina</translation>
  </message>
  <message>
   <source>curves</source>
   <translation>curve</translation>
  </message>
  <message>
   <source>cutting at elevations</source>
   <translation>taglio alle quote</translation>
  </message>
  <message>
   <source>density</source>
   <translation>densità</translation>
  </message>
  <message>
   <source>departure from neighbours</source>
   <translation>scarto dai vicini</translation>
  </message>
  <message>
   <source>depth</source>
   <translation>profondità</translation>
  </message>
  <message>
   <source>depth of investigation</source>
   <translation>profondità di indagine</translation>
  </message>
  <message>
   <source>depth of the steepest rise</source>
   <translation>profondità dell'aumento più ripido</translation>
  </message>
  <message>
   <source>depth to Vs {} km/s</source>
   <translation>profondità di Vs {} km/s</translation>
  </message>
  <message>
   <source>depth to Vs {} m/s</source>
   <translation>profondità di Vs {} m/s</translation>
  </message>
  <message>
   <source>difference</source>
   <translation>differenza</translation>
  </message>
  <message>
   <source>difference of Vs30</source>
   <translation>differenza di Vs30</translation>
  </message>
  <message>
   <source>distance</source>
   <translation>distanza</translation>
  </message>
  <message>
   <source>drawing</source>
   <translation>disegno</translation>
  </message>
  <message>
   <source>drawing Vs30</source>
   <translation>estrazione di Vs30</translation>
  </message>
  <message>
   <source>drawing profiles</source>
   <translation>estrazione dei profili</translation>
  </message>
  <message>
   <source>drawing the maps</source>
   <translation>disegno delle mappe</translation>
  </message>
  <message>
   <source>drawing the sites</source>
   <translation>disegno dei siti</translation>
  </message>
  <message>
   <source>drawn from</source>
   <translation>estratto da</translation>
  </message>
  <message>
   <source>drawn line</source>
   <translation>linea disegnata</translation>
  </message>
  <message>
   <source>drawn profiles</source>
   <translation>profili estratti</translation>
  </message>
  <message>
   <source>each by itself</source>
   <translation>ognuno per sé</translation>
  </message>
  <message>
   <source>edge-preserving</source>
   <translation>conserva i gradini</translation>
  </message>
  <message>
   <source>effective profiles</source>
   <translation>profili efficaci</translation>
  </message>
  <message>
   <source>elevation</source>
   <translation>quota</translation>
  </message>
  <message>
   <source>elevation from</source>
   <translation>quota da</translation>
  </message>
  <message>
   <source>ends</source>
   <translation>estremi</translation>
  </message>
  <message>
   <source>exported</source>
   <translation>esportazione conclusa</translation>
  </message>
  <message>
   <source>fetching {}</source>
   <translation>scaricamento di {}</translation>
  </message>
  <message>
   <source>fitting the spatial model</source>
   <translation>stima del modello spaziale</translation>
  </message>
  <message>
   <source>folder of files</source>
   <translation>cartella di file</translation>
  </message>
  <message>
   <source>folder of rasters</source>
   <translation>cartella di raster</translation>
  </message>
  <message>
   <source>following the flux</source>
   <translation>calcolo del flusso</translation>
  </message>
  <message>
   <source>forward modelling</source>
   <translation>modellazione diretta</translation>
  </message>
  <message>
   <source>frequency</source>
   <translation>frequenza</translation>
  </message>
  <message>
   <source>from</source>
   <translation>da</translation>
  </message>
  <message>
   <source>from the velocities</source>
   <translation>dalle velocità</translation>
  </message>
  <message>
   <source>gridding</source>
   <translation>interpolazione sulla griglia</translation>
  </message>
  <message>
   <source>group</source>
   <translation>gruppo</translation>
  </message>
  <message>
   <source>harmonic</source>
   <translation>armonica</translation>
  </message>
  <message>
   <source>inside {} %</source>
   <translation>entro il {} %</translation>
  </message>
  <message>
   <source>interpolating along the line</source>
   <translation>interpolazione lungo la linea</translation>
  </message>
  <message>
   <source>inverse distance</source>
   <translation>inverso della distanza</translation>
  </message>
  <message>
   <source>inverted</source>
   <translation>invertito</translation>
  </message>
  <message>
   <source>inverting</source>
   <translation>inversione</translation>
  </message>
  <message>
   <source>it has {version}</source>
   <translation>ha la {version}</translation>
  </message>
  <message>
   <source>kind</source>
   <translation>tipo</translation>
  </message>
  <message>
   <source>kriging</source>
   <translation>kriging</translation>
  </message>
  <message>
   <source>label</source>
   <translation>etichetta</translation>
  </message>
  <message>
   <source>layer {layer}: the line has {count} separate parts; it must be one</source>
   <translation>layer {layer}: la linea ha {count} parti separate; deve essere una sola</translation>
  </message>
  <message>
   <source>layer {layer}: the line needs at least two different vertices</source>
   <translation>layer {layer}: la linea deve avere almeno due vertici diversi</translation>
  </message>
  <message>
   <source>layer {name}: QGIS shows no feature of it{why_empty}</source>
   <translation>layer {name}: QGIS non ne mostra alcun elemento{why_empty}</translation>
  </message>
  <message>
   <source>layer {name}: cannot be written for the engine: {reason}</source>
   <translation>layer {name}: impossibile scriverlo per il motore: {reason}</translation>
  </message>
  <message>
   <source>layer {name}: has no coordinate system; set it in the layer's properties</source>
   <translation>layer {name}: non ha un sistema di riferimento; impostarlo nelle proprietà del layer</translation>
  </message>
  <message>
   <source>layer {name}: has no line</source>
   <translation>layer {name}: non ha linee</translation>
  </message>
  <message>
   <source>layer {name}: has {count} lines; select the one to cut along</source>
   <translation>layer {name}: ha {count} linee; selezionare quella lungo cui tracciare la sezione</translation>
  </message>
  <message>
   <source>layer {name}: is not a raster file; export it as a GeoTIFF and choose that</source>
   <translation>layer {name}: non è un file raster; esportarlo come GeoTIFF e scegliere quello</translation>
  </message>
  <message>
   <source>layer {name}: no feature is selected; select some, or use all</source>
   <translation>layer {name}: nessun elemento selezionato; selezionarne alcuni, o usarli tutti</translation>
  </message>
  <message>
   <source>layer {name}: the fields {first} and {second} differ in upper and lower case only; rename one of them</source>
   <translation>layer {name}: i campi {first} e {second} differiscono solo per maiuscole e minuscole; rinominarne uno</translation>
  </message>
  <message>
   <source>layers</source>
   <translation>strati</translation>
  </message>
  <message>
   <source>learning how alike neighbours are</source>
   <translation>stima della somiglianza tra siti vicini</translation>
  </message>
  <message>
   <source>leaving out blocks of sites</source>
   <translation>prova con blocchi di siti esclusi</translation>
  </message>
  <message>
   <source>left out</source>
   <translation>esclusi</translation>
  </message>
  <message>
   <source>linear, in triangles</source>
   <translation>lineare, in triangoli</translation>
  </message>
  <message>
   <source>loading the network</source>
   <translation>caricamento della rete</translation>
  </message>
  <message>
   <source>longest wavelength</source>
   <translation>lunghezza d'onda massima</translation>
  </message>
  <message>
   <source>looking at {}</source>
   <translation>esame di {}</translation>
  </message>
  <message>
   <source>looking for the water table</source>
   <translation>ricerca della falda</translation>
  </message>
  <message>
   <source>looking through the cells</source>
   <translation>esame delle celle</translation>
  </message>
  <message>
   <source>lost</source>
   <translation>escluso</translation>
  </message>
  <message>
   <source>lost points</source>
   <translation>punti esclusi</translation>
  </message>
  <message>
   <source>lost site</source>
   <translation>sito escluso</translation>
  </message>
  <message>
   <source>map units</source>
   <translation>unità della mappa</translation>
  </message>
  <message>
   <source>maps written</source>
   <translation>mappe scritte</translation>
  </message>
  <message>
   <source>marks</source>
   <translation>segni</translation>
  </message>
  <message>
   <source>masked</source>
   <translation>mascherato</translation>
  </message>
  <message>
   <source>mean Vs {} to {} m</source>
   <translation>Vs media da {} a {} m</translation>
  </message>
  <message>
   <source>median</source>
   <translation>mediana</translation>
  </message>
  <message>
   <source>message</source>
   <translation>messaggio</translation>
  </message>
  <message>
   <source>misfit chi</source>
   <translation>misfit chi</translation>
  </message>
  <message>
   <source>misfit chi of the one pass</source>
   <translation>misfit chi del primo passaggio</translation>
  </message>
  <message>
   <source>misfit chi without neighbours</source>
   <translation>misfit chi senza i vicini</translation>
  </message>
  <message>
   <source>mode</source>
   <translation>modo</translation>
  </message>
  <message>
   <source>nearest site</source>
   <translation>sito più vicino</translation>
  </message>
  <message>
   <source>neighbours</source>
   <translation>vicini</translation>
  </message>
  <message>
   <source>network</source>
   <translation>rete</translation>
  </message>
  <message>
   <source>no barriers</source>
   <translation>nessuna barriera</translation>
  </message>
  <message>
   <source>no limit</source>
   <translation>nessun limite</translation>
  </message>
  <message>
   <source>no site</source>
   <translation>nessun sito</translation>
  </message>
  <message>
   <source>no terrain</source>
   <translation>nessun terreno</translation>
  </message>
  <message>
   <source>none</source>
   <translation>nessuna</translation>
  </message>
  <message>
   <source>not a regular file</source>
   <translation>non è un file regolare</translation>
  </message>
  <message>
   <source>not all of it arrived; is the disk full?</source>
   <translation>non è arrivato tutto; il disco è pieno?</translation>
  </message>
  <message>
   <source>not assessed</source>
   <translation>non valutato</translation>
  </message>
  <message>
   <source>not looked for</source>
   <translation>non cercato</translation>
  </message>
  <message>
   <source>not measured</source>
   <translation>non misurato</translation>
  </message>
  <message>
   <source>not reached</source>
   <translation>non raggiunta</translation>
  </message>
  <message>
   <source>not resolved</source>
   <translation>non risolta</translation>
  </message>
  <message>
   <source>not used</source>
   <translation>non usata</translation>
  </message>
  <message>
   <source>note: {note}</source>
   <translation>nota: {note}</translation>
  </message>
  <message>
   <source>novelty</source>
   <translation>novità</translation>
  </message>
  <message>
   <source>observed velocity</source>
   <translation>velocità osservata</translation>
  </message>
  <message>
   <source>of Vs30 / {}</source>
   <translation>di Vs30 / {}</translation>
  </message>
  <message>
   <source>of {} Vs30</source>
   <translation>di {} Vs30</translation>
  </message>
  <message>
   <source>or as a file</source>
   <translation>o come file</translation>
  </message>
  <message>
   <source>outside training</source>
   <translation>fuori campo</translation>
  </message>
  <message>
   <source>pair</source>
   <translation>coppia</translation>
  </message>
  <message>
   <source>period</source>
   <translation>periodo</translation>
  </message>
  <message>
   <source>phase</source>
   <translation>fase</translation>
  </message>
  <message>
   <source>point (1.5)</source>
   <translation>punto (1.5)</translation>
  </message>
  <message>
   <source>points</source>
   <translation>punti</translation>
  </message>
  <message>
   <source>poor fit</source>
   <translation>scarso accordo</translation>
  </message>
  <message>
   <source>predicted</source>
   <translation>calcolata</translation>
  </message>
  <message>
   <source>predicted velocity</source>
   <translation>velocità calcolata</translation>
  </message>
  <message>
   <source>predicting the curves of drawn profiles</source>
   <translation>curve previste dai profili estratti</translation>
  </message>
  <message>
   <source>probability</source>
   <translation>probabilità</translation>
  </message>
  <message>
   <source>probability of A</source>
   <translation>probabilità di A</translation>
  </message>
  <message>
   <source>probability of B</source>
   <translation>probabilità di B</translation>
  </message>
  <message>
   <source>probability of BC</source>
   <translation>probabilità di BC</translation>
  </message>
  <message>
   <source>probability of C</source>
   <translation>probabilità di C</translation>
  </message>
  <message>
   <source>probability of CD</source>
   <translation>probabilità di CD</translation>
  </message>
  <message>
   <source>probability of D</source>
   <translation>probabilità di D</translation>
  </message>
  <message>
   <source>probability of DE</source>
   <translation>probabilità di DE</translation>
  </message>
  <message>
   <source>probability of E</source>
   <translation>probabilità di E</translation>
  </message>
  <message>
   <source>probability of F</source>
   <translation>probabilità di F</translation>
  </message>
  <message>
   <source>probability of I</source>
   <translation>probabilità di I</translation>
  </message>
  <message>
   <source>probability of II</source>
   <translation>probabilità di II</translation>
  </message>
  <message>
   <source>probability of III</source>
   <translation>probabilità di III</translation>
  </message>
  <message>
   <source>probability of IV</source>
   <translation>probabilità di IV</translation>
  </message>
  <message>
   <source>probability of V</source>
   <translation>probabilità di V</translation>
  </message>
  <message>
   <source>probability of VI</source>
   <translation>probabilità di VI</translation>
  </message>
  <message>
   <source>probability of VII</source>
   <translation>probabilità di VII</translation>
  </message>
  <message>
   <source>probability of study</source>
   <translation>probabilità di studio</translation>
  </message>
  <message>
   <source>products written</source>
   <translation>prodotti scritti</translation>
  </message>
  <message>
   <source>profile</source>
   <translation>profilo</translation>
  </message>
  <message>
   <source>pseudo-2D section: {name}</source>
   <translation>sezione pseudo-2D: {name}</translation>
  </message>
  <message>
   <source>range</source>
   <translation>intervallo</translation>
  </message>
  <message>
   <source>rasters written</source>
   <translation>raster scritti</translation>
  </message>
  <message>
   <source>read</source>
   <translation>lettura conclusa</translation>
  </message>
  <message>
   <source>reading drawn profiles</source>
   <translation>lettura dei profili estratti</translation>
  </message>
  <message>
   <source>reading sites</source>
   <translation>lettura dei siti</translation>
  </message>
  <message>
   <source>reading the line</source>
   <translation>lettura della linea</translation>
  </message>
  <message>
   <source>reading the profiles</source>
   <translation>lettura dei profili</translation>
  </message>
  <message>
   <source>reading the results</source>
   <translation>lettura dei risultati</translation>
  </message>
  <message>
   <source>reading {name}: {n_written} rows ({share:.0%})</source>
   <translation>lettura di {name}: {n_written} righe ({share:.0%})</translation>
  </message>
  <message>
   <source>reading {}</source>
   <translation>lettura di {}</translation>
  </message>
  <message>
   <source>reason</source>
   <translation>motivo</translation>
  </message>
  <message>
   <source>refining</source>
   <translation>raffinamento</translation>
  </message>
  <message>
   <source>rejected</source>
   <translation>scartato</translation>
  </message>
  <message>
   <source>report written</source>
   <translation>relazione scritta</translation>
  </message>
  <message>
   <source>reported Vs</source>
   <translation>Vs riportata</translation>
  </message>
  <message>
   <source>resolved</source>
   <translation>risolto</translation>
  </message>
  <message>
   <source>rock (near 0.25)</source>
   <translation>roccia (circa 0.25)</translation>
  </message>
  <message>
   <source>saturated soil (near 0.48)</source>
   <translation>terreno saturo (circa 0.48)</translation>
  </message>
  <message>
   <source>scatter</source>
   <translation>dispersione</translation>
  </message>
  <message>
   <source>section</source>
   <translation>sezione</translation>
  </message>
  <message>
   <source>section written</source>
   <translation>sezione scritta</translation>
  </message>
  <message>
   <source>shortest wavelength</source>
   <translation>lunghezza d'onda minima</translation>
  </message>
  <message>
   <source>sigma</source>
   <translation>sigma</translation>
  </message>
  <message>
   <source>sigma from</source>
   <translation>sigma da</translation>
  </message>
  <message>
   <source>site</source>
   <translation>sito</translation>
  </message>
  <message>
   <source>site class</source>
   <translation>categoria di sottosuolo</translation>
  </message>
  <message>
   <source>site period</source>
   <translation>periodo del sito</translation>
  </message>
  <message>
   <source>smooth</source>
   <translation>liscia</translation>
  </message>
  <message>
   <source>status</source>
   <translation>stato</translation>
  </message>
  <message>
   <source>status alone</source>
   <translation>solo lo stato</translation>
  </message>
  <message>
   <source>stopping …</source>
   <translation>arresto in corso …</translation>
  </message>
  <message>
   <source>suspect</source>
   <translation>sospetto</translation>
  </message>
  <message>
   <source>suspect, but used</source>
   <translation>sospetto, ma usato</translation>
  </message>
  <message>
   <source>temporary folder</source>
   <translation>cartella temporanea</translation>
  </message>
  <message>
   <source>the drawn profiles</source>
   <translation>i profili estratti</translation>
  </message>
  <message>
   <source>the first time only</source>
   <translation>solo la prima volta</translation>
  </message>
  <message>
   <source>the first with curves</source>
   <translation>il primo con curve</translation>
  </message>
  <message>
   <source>the neighbours are asked</source>
   <translation>confronto con i siti vicini concluso</translation>
  </message>
  <message>
   <source>to</source>
   <translation>a</translation>
  </message>
  <message>
   <source>to a site</source>
   <translation>da un sito</translation>
  </message>
  <message>
   <source>to be inverted</source>
   <translation>da invertire</translation>
  </message>
  <message>
   <source>top</source>
   <translation>tetto</translation>
  </message>
  <message>
   <source>top {} m within reach</source>
   <translation>primi {} m raggiunti</translation>
  </message>
  <message>
   <source>trace</source>
   <translation>traccia</translation>
  </message>
  <message>
   <source>trusted</source>
   <translation>attendibile</translation>
  </message>
  <message>
   <source>unknown</source>
   <translation>ignoto</translation>
  </message>
  <message>
   <source>unresolved</source>
   <translation>non risolto</translation>
  </message>
  <message>
   <source>velocity type</source>
   <translation>tipo di velocità</translation>
  </message>
  <message>
   <source>vs,H (EC8) and Vs,eq (NTC)</source>
   <translation>vs,H (EC8) e Vs,eq (NTC)</translation>
  </message>
  <message>
   <source>wave</source>
   <translation>onda</translation>
  </message>
  <message>
   <source>wavelength</source>
   <translation>lunghezza d'onda</translation>
  </message>
  <message>
   <source>weight</source>
   <translation>peso</translation>
  </message>
  <message>
   <source>within</source>
   <translation>entro</translation>
  </message>
  <message>
   <source>within range: {shown}</source>
   <translation>nell'intervallo: {shown}</translation>
  </message>
  <message>
   <source>writing drawn maps</source>
   <translation>scrittura delle mappe estratte</translation>
  </message>
  <message>
   <source>writing the files</source>
   <translation>scrittura dei file</translation>
  </message>
  <message>
   <source>writing the products</source>
   <translation>scrittura dei prodotti</translation>
  </message>
  <message>
   <source>writing the rasters</source>
   <translation>scrittura dei raster</translation>
  </message>
  <message>
   <source>writing the results</source>
   <translation>scrittura dei risultati</translation>
  </message>
  <message>
   <source>writing the section</source>
   <translation>scrittura della sezione</translation>
  </message>
  <message>
   <source>x</source>
   <translation>x</translation>
  </message>
  <message>
   <source>y</source>
   <translation>y</translation>
  </message>
  <message>
   <source>{count} raster layers</source>
   <translation>{count} layer raster</translation>
  </message>
  <message>
   <source>{count} sites</source>
   <translation>{count} siti</translation>
  </message>
  <message>
   <source>{description}: no folder is chosen</source>
   <translation>{description}: nessuna cartella scelta</translation>
  </message>
  <message>
   <source>{distance} km to the nearest site</source>
   <translation>{distance} km dal sito più vicino</translation>
  </message>
  <message>
   <source>{distance} m to the nearest site</source>
   <translation>{distance} m dal sito più vicino</translation>
  </message>
  <message>
   <source>{file}: QGIS cannot open its layer {layer}</source>
   <translation>{file}: QGIS non riesce ad aprire il suo layer {layer}</translation>
  </message>
  <message>
   <source>{file}: cannot be read: {error}</source>
   <translation>{file}: impossibile leggere: {error}</translation>
  </message>
  <message>
   <source>{file}: is not the template that it was</source>
   <translation>{file}: non è più il modello che era</translation>
  </message>
  <message>
   <source>{layer}: QGIS finds no such vector layer</source>
   <translation>{layer}: QGIS non trova questo layer vettoriale</translation>
  </message>
  <message>
   <source>{low} to {high}</source>
   <translation>da {low} a {high}</translation>
  </message>
  <message>
   <source>{low} to {high} %</source>
   <translation>da {low} a {high} %</translation>
  </message>
  <message>
   <source>{missing} What was fetched so far is kept.</source>
   <translation>{missing} Quanto già scaricato viene conservato.</translation>
  </message>
  <message>
   <source>{n_sites} cells: samples may take hours; try 0 samples per site first.</source>
   <translation>{n_sites} celle: i campioni possono richiedere ore; provare prima con 0 campioni per sito.</translation>
  </message>
  <message>
   <source>{name} and {count} more</source>
   <translation>{name} e altri {count}</translation>
  </message>
  <message>
   <source>{name}, mode {mode}</source>
   <translation>{name}, modo {mode}</translation>
  </message>
  <message>
   <source>{name}, observed</source>
   <translation>{name}, osservata</translation>
  </message>
  <message>
   <source>{name}: QGIS cannot open it as a layer of sites</source>
   <translation>{name}: QGIS non riesce ad aprirlo come layer di siti</translation>
  </message>
  <message>
   <source>{name}: QGIS cannot open it as a raster layer</source>
   <translation>{name}: QGIS non riesce ad aprirlo come layer raster</translation>
  </message>
  <message>
   <source>{name}: QGIS cannot open its layer {kind}</source>
   <translation>{name}: QGIS non riesce ad aprire il suo layer {kind}</translation>
  </message>
  <message>
   <source>{name}: Vs</source>
   <translation>{name}: Vs</translation>
  </message>
  <message>
   <source>{name}: cannot be read: {error}</source>
   <translation>{name}: impossibile leggere: {error}</translation>
  </message>
  <message>
   <source>{name}: is no GeoTIFF</source>
   <translation>{name}: non è un GeoTIFF</translation>
  </message>
  <message>
   <source>{name}: map</source>
   <translation>{name}: mappa</translation>
  </message>
  <message>
   <source>{name}: the site is no longer in it; run the inversion again</source>
   <translation>{name}: il sito non c'è più; rieseguire l'inversione</translation>
  </message>
  <message>
   <source>{name}: {size} MB</source>
   <translation>{name}: {size} MB</translation>
  </message>
  <message>
   <source>{off} of {all} sites off</source>
   <translation>{off} di {all} siti esclusi</translation>
  </message>
  <message>
   <source>{path}: cannot be read: {reason}</source>
   <translation>{path}: impossibile leggere: {reason}</translation>
  </message>
  <message>
   <source>{place}, depth {depth} {length}: {said}</source>
   <translation>{place}, profondità {depth} {length}: {said}</translation>
  </message>
  <message>
   <source>{place}: cannot be written: {reason}</source>
   <translation>{place}: impossibile scrivere: {reason}</translation>
  </message>
  <message>
   <source>{place}: is there already; choose it by its full name</source>
   <translation>{place}: esiste già; sceglierlo con il nome completo</translation>
  </message>
  <message>
   <source>{shown} of {all} curves</source>
   <translation>{shown} di {all} curve</translation>
  </message>
  <message>
   <source>{sites} left out from the next “Map again” on.</source>
   <translation>{sites} esclusi dalla prossima «Rifai la mappa» in poi.</translation>
  </message>
  <message>
   <source>{target}: cannot be written: {reason}</source>
   <translation>{target}: impossibile scrivere: {reason}</translation>
  </message>
  <message>
   <source>{title} (*.csv)</source>
   <translation>{title} (*.csv)</translation>
  </message>
  <message>
   <source>{title} ({count} set by hand)</source>
   <translation>{title} ({count} impostati a mano)</translation>
  </message>
  <message>
   <source>{title}: the results have none, so nothing was written</source>
   <translation>{title}: i risultati non ne hanno, quindi non è stato scritto nulla</translation>
  </message>
  <message>
   <source>{title}: “{given}” is not an extent that QGIS understands</source>
   <translation>{title}: «{given}» non è un'estensione che QGIS comprende</translation>
  </message>
  <message>
   <source>{title}: “{given}” is not known to QGIS</source>
   <translation>{title}: «{given}» non è noto a QGIS</translation>
  </message>
  <message>
   <source>{what} that can be inverted</source>
   <translation>{what} che si possono invertire</translation>
  </message>
  <message>
   <source>{what}: QGIS cannot open it as a raster layer</source>
   <translation>{what}: QGIS non riesce ad aprirlo come layer raster</translation>
  </message>
  <message>
   <source>{what}: layer {name} is not a file on disk; save it as a GeoTIFF first</source>
   <translation>{what}: il layer {name} non è un file su disco; salvarlo prima come GeoTIFF</translation>
  </message>
  <message>
   <source>{what}: {value} {unit}</source>
   <translation>{what}: {value} {unit}</translation>
  </message>
  <message>
   <source>{} H / V above rock</source>
   <translation>{} H / V sopra la roccia</translation>
  </message>
  <message>
   <source>{} of {} sites</source>
   <translation>{} di {} siti</translation>
  </message>
  <message>
   <source>{} sigma</source>
   <translation>{} sigma</translation>
  </message>
  <message>
   <source>{} sigma from</source>
   <translation>{} sigma da</translation>
  </message>
  <message>
   <source>{} sigma to</source>
   <translation>{} sigma a</translation>
  </message>
  <message>
   <source>± 1 σ %</source>
   <translation>± 1 σ %</translation>
  </message>
  <message>
   <source>± 1 σ elev.</source>
   <translation>± 1 σ quota</translation>
  </message>
  <message>
   <source>… and {count} more</source>
   <translation>… e altri {count}</translation>
  </message>
  <message>
   <source>… and {count} more, listed in QGIS's log panel, tab {tab}.</source>
   <translation>… e altri {count}, elencati nel pannello dei messaggi di QGIS, scheda {tab}.</translation>
  </message>
  <message>
   <source>… or a file</source>
   <translation>… o un file</translation>
  </message>
  <message>
   <source>… or a file, or several rasters</source>
   <translation>… o un file, o diversi raster</translation>
  </message>
  <message>
   <source>… or a {folder}</source>
   <translation>… o una {folder}</translation>
  </message>
  <message>
   <source>… or sigma file or folder</source>
   <translation>… o file o cartella di sigma</translation>
  </message>
 </context>
</TS>
