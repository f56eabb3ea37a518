"""What heads the legends of single rasters, in few words: their layers' names stand above."""

from __future__ import annotations

from ..protocol import result_files
from ..protocol.site_standards import STANDARDS
from .translated import tr

_CLASS_MAPS = {**result_files.CLASS_MAPS, **result_files.PROFILE_CLASS_MAPS}
HEADS = {
    result_files.VS30_CARRIED.file: tr("not measured"),
    result_files.CHI.file: tr("Misfit chi"),
    result_files.DISTANCE.file: tr("to a site"),
    result_files.STATUS.file: tr("Status"),
    **{
        of_class.file: tr("Class by Vs30") if STANDARDS[key].by_vs30 else tr("Class by profiles")
        for key, (of_class, _) in _CLASS_MAPS.items()
    },
    **{odds.file: tr("Probability") for _, odds in _CLASS_MAPS.values()},
}
"""By the name of the file; of others the name of the band says it."""
