"""Write the model card of the weights: ``python -m tools.model_card``.

Scores the weights beside the simple rivals (or reads a former evaluation) and states the data
recipe from the values that training uses, so that the card cannot differ from the code.
"""

from __future__ import annotations

import argparse
import json
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

from plugin.engine.network.novelty_weights import DEFAULT_NOVELTY, detector_facts, load_detector
from plugin.engine.network.weights import DEFAULT_WEIGHTS, load_network, training_facts, weights_hash
from plugin.training.detection import ENOUGH_POINTS, NOISE_LEVELS
from plugin.training.earths import MAX_LAYERS, Recipe
from plugin.training.examples import Plan
from plugin.training.observations import Instrument
from plugin.training.synthetics import CURVE_TYPES, DENSE_POINTS, MIXTURES, MOST_OTHERS, SPANS
from tests.benchmarks import evaluate, report
from tests.benchmarks.plots import plot_training

from . import card_words
from .prior_plots import plot_prior

ROOT = Path(__file__).resolve().parents[1]
CARD = Path("model_weights/MODEL_CARD.md")
IMAGES = Path("docs/images/model_card")
SUITES = ("held_out", "near_surface", "real_ground", "crust")
PLOTS = ("errors", "calibration", "training", *(f"profiles_{name}" for name in SUITES))


def value(number: Any) -> str:
    """Return a number, a range (two numbers) or several numbers as the card prints them."""
    if isinstance(number, (tuple, list)):
        return (" to " if len(number) == 2 else ", ").join(value(n) for n in number)
    return f"{number:g}" if isinstance(number, (int, float)) else str(number)


def recipe_table(settings: Any, words: dict[str, str]) -> str:
    """Return every field of a dataclass with its meaning and value.

    Raises
    ------
    KeyError
        If a plain field has no words, so that none is left out unseen.
    """
    plain = {name: v for name, v in asdict(settings).items() if not isinstance(v, dict)}
    return report.table(["Drawn", "value or range"], [[words[name], value(v)] for name, v in plain.items()])


def mixture_table() -> str:
    """Return the shares of the mixtures of curve types."""
    waves, kinds = ("Rayleigh", "Love"), ("phase", "group")
    names = [f"{waves[w]} {kinds[k]} mode {mode}" for w, k, mode in CURVE_TYPES]
    rows = [[", ".join(names[slot] for slot in slots), f"{100 * share:g} %"] for share, slots in MIXTURES]
    rest = 1.0 - sum(share for share, _ in MIXTURES)
    rows.append([f"any type of mode 0, with up to {MOST_OTHERS} of all types", f"{100 * rest:.3g} %"])
    return report.table(["Velocities observed on an earth", "share"], rows)


def training_table(weights: Path, machine: str) -> str:
    """Return the facts of the training."""
    facts = training_facts(weights)
    network = load_network(weights)
    parameters = sum(p.numel() for p in network.parameters())
    rows = [
        ["Parameters", f"{parameters:,}"],
        ["Architecture", ", ".join(f"{k} {v}" for k, v in asdict(network.shape).items())],
        ["Training examples", f"{int(str(facts.get('examples', 0))):,}"],
        ["Training time", f"{facts.get('minutes', '?')} minutes on {machine}"],
        ["Seed", str(facts.get("seed", "stated below"))],
        ["File", f"`{weights.name}`, {weights.stat().st_size / 1e6:.1f} MB"],
        ["SHA-256", f"`{weights_hash(weights)}`"],
        ["Licence", "GPL-2.0-or-later"],
    ]
    return report.table(["", "value"], rows)


def detection_table(weights: Path) -> str:
    """Return how often the novelty alarm goes, from the file of the detector beside the weights.

    Raises
    ------
    WeightsError
        If the detector was calibrated with other weights.
    """
    path = weights.with_name(DEFAULT_NOVELTY.name)
    load_detector(path, weights)
    levels = [f"noise {100 * low:g}-{100 * high:g} %" for low, high in NOISE_LEVELS]
    rows = [
        [
            row["kind"] if row["shown"] else f"{row['kind']} *",
            f"{row['curves']:,}",
            *(f"{100 * rate:.1f} %" for rate in (row["alarms"], row["alarms_enough_points"])),
            *(f"{100 * rate:.1f} %" for rate in row["alarms_by_noise"]),
        ]
        for row in detector_facts(path)["detection"]
    ]
    header = ["Curves", "number", "alarms", f"with {ENOUGH_POINTS} points or more", *levels]
    return report.table(header, rows) + "\n\n\\* not shown to the detector in its training"


def card(results: dict[str, Any], weights: Path, machine: str, history: str) -> str:
    """Return the text of the card; `history` tells what the recipe below does not."""
    plan = Plan()
    images = {name: f"../{IMAGES}/{name}.png" for name in (*PLOTS, "prior")}
    suites = results["suites"]
    return TEMPLATE.format(
        training=training_table(weights, machine),
        history=history,
        recipe=recipe_table(Recipe(), card_words.RECIPE),
        instrument=recipe_table(Instrument(), card_words.INSTRUMENT),
        plan=recipe_table(plan, card_words.PLAN),
        mixtures=mixture_table(),
        layers=MAX_LAYERS,
        dense=DENSE_POINTS,
        spans=value(SPANS),
        errors=report.error_table(results),
        depths=report.depth_table(results),
        families=report.family_table(results),
        calibration=report.calibration_table(results),
        kinds=report.kinds_tables(results),
        novelty=detection_table(weights),
        vs30=report.vs30_table(results),
        speed=report.speed_table(results),
        **{name: suites[name]["sites"] for name in SUITES},
        rule_error=f"{suites['near_surface']['methods']['rule']['error']:.2f}",
        real_rule_error=f"{suites['real_ground']['methods']['rule']['error']:.2f}",
        **{f"{name}_png": path for name, path in images.items()},
    )


TEMPLATE = (Path(__file__).parent / "model_card.md").read_text()


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tools.model_card", description=__doc__)
    parser.add_argument("--weights", type=Path, default=DEFAULT_WEIGHTS)
    parser.add_argument("--log", type=Path, default=Path("training_runs/first/log.csv"))
    parser.add_argument("--out", type=Path, default=Path("out/evaluation"), help="folder of the evaluation")
    parser.add_argument("--keep", action="store_true", help="use the evaluation that lies in --out")
    parser.add_argument("--root", type=Path, default=ROOT, help="where the card and its plots go")
    parser.add_argument("--machine", default="two CPU cores", help="what the network was trained on")
    parser.add_argument("--history", default="", help="a sentence on earlier stages of the training")
    options = parser.parse_args()

    options.out.mkdir(parents=True, exist_ok=True)
    scores = options.out / "evaluation.json"
    if not (options.keep and scores.is_file()):
        evaluate.write(evaluate.evaluate(options.weights, evaluate.suites(), options.out), options.out, None)
    plot_training(options.log, options.out / "training.png")
    results = json.loads(scores.read_text())
    if results["weights_sha256"] != weights_hash(options.weights):
        parser.error(f"{scores} scores other weights; leave out --keep")
    images, target = options.root / IMAGES, options.root / CARD
    images.mkdir(parents=True, exist_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    plot_prior(images / "prior.png", Recipe())
    for name in PLOTS:
        shutil.copy(options.out / f"{name}.png", images / f"{name}.png")
    target.write_text(card(results, options.weights, options.machine, options.history))
    print(report.error_table(results))


if __name__ == "__main__":
    main()
