"""What each number of the data recipe means, for the model card."""

RECIPE = {
    "deepest_interface": "deepest interface, in longest wavelengths",
    "many_layers_share": "share of earths whose number of layers is uniform, not log-uniform, by class",
    "many_layers_from": "fewest layers of those",
    "even_depth_share": "share of earths whose interfaces are more even in depth than in its logarithm",
    "trend": "power of depth that the trend follows (uniform), by class",
    "trend_onset": "depth above which the trend levels off, in longest wavelengths (log-uniform), by class",
    "roughness": "standard deviation of the roughness in ln Vs (log-uniform), for each Poisson class",
    "correlation": "correlation length of the roughness in ln depth (log-uniform), by class",
    "contrasts": "shares of earths with 0, 1, 2, … further upward steps",
    "contrast_log": "size of such a step in ln Vs, by class; its depth is log-uniform",
    "contrast_skew": "power of a uniform number that spreads these sizes, by class: small ones are commoner",
    "reversal_share": "share of earths given a low-velocity zone",
    "reversal_log": "size of its step in ln Vs (uniform)",
    "stiff_top_share": "share of earths given a stiff cover",
    "stiff_top_log": "size of its step in ln Vs (uniform)",
    "monotonic_share": "share of earths in which Vs is made not to decrease with depth, by class",
    "class_shares": "shares of the Poisson classes unknown, rock, soil, in which order all of these stand",
    "water_share": "share of soils with a water table",
    "water_table": "its depth, in longest wavelengths (log-uniform)",
}

INSTRUMENT = {
    "fewest_points": "fewest frequencies of a curve; their number is log-uniform",
    "full_band_share": "share of curves seen through the whole band",
    "narrowest_band": "narrowest other band, as a share of the whole in log frequency",
    "gap_share": "share of curves with a gap of a tenth to a half of the band",
    "noise": "relative noise of the velocities (log-uniform)",
    "growth_share": "share of curves whose noise grows towards low frequency",
    "growth": "that growth, in ln from the middle of the band to its end (uniform)",
    "correlated_share": "share of curves whose errors are partly common to neighbours",
    "correlated_part": "variance of the common part (uniform)",
    "group_noise": "noise of group beside that of phase velocities (factor, uniform)",
    "outlier_share": "share of curves with outliers",
    "outlier_rate": "share of points struck in such a curve",
    "outlier_log": "size of an outlier in ln velocity (uniform), of either sign",
    "sigma_known_share": "share of curves that state a sigma",
    "sigma_misstated": "scatter in ln of the stated sigma about the true one",
    "sigma_understated_share": "share of curves whose stated sigma is too small",
    "sigma_understated": "by this factor (uniform)",
    "kissing_share": "share of curves of modes 0 and 1 whose pick jumps from one to the other",
    "misnumbered_share": "share of curves of modes 0-3 whose first overtone is missed, the others misnamed",
}

PLAN = {
    "earths_per_draw": "earths drawn at a time",
    "looks": "times each earth is observed, each time through another band, sampling and noise",
    "batch_size": "examples in a batch",
    "point_limits": "upper limits of frequencies a curve, each for an equal share of them",
    "hidden_class_share": "share of examples whose Poisson class is not told",
    "announced_share": "share of monotonic earths that are told to be so",
}
