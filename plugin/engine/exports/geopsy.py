"""Geopsy ground models, as gpdc and Dinver read them."""

from __future__ import annotations

from ..curves import FloatArray


def ground_model(title: str, columns: FloatArray) -> str:
    """Return the text of a model: number of layers, then thickness m, Vp m/s, Vs m/s, density kg/m3.

    Parameters
    ----------
    title : str
        One line, written as a comment.
    columns : (n_layers, 4) float array
        Thickness, Vp, Vs and density; the last thickness is 0.
    """
    rows = (
        f"{thickness:.9g} {vp:.9g} {vs:.9g} {density:.9g}" for thickness, vp, vs, density in columns.tolist()
    )
    return "\n".join([f"# {title}", str(len(columns)), *rows, ""])
