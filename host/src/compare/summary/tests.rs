use super::*;
use crate::compare::rows::{Figure, Files};

fn row(norm: &str, function: &str, variant: &str, target: &str, figures: &[(&str, f64)]) -> Row {
    let figure = |&(name, value): &(&str, f64)| Figure {
        name: name.to_owned(),
        value,
        unit: "u".to_owned(),
        note: None,
        command: String::new(),
        files: Files::default(),
    };
    Row {
        level: Level::Primitive,
        function: function.to_owned(),
        norm: norm.to_owned(),
        bits: 16,
        variant: variant.to_owned(),
        tuned: variant != "plain",
        stages: 0,
        target: target.to_owned(),
        design: format!("{function}_16_{variant}"),
        figures: figures.iter().map(figure).collect(),
        does_not_fit: None,
        problems: Vec::new(),
    }
}

/// Round numbers of the size that the flow gives on iCE40 HX8K.
fn rows() -> Vec<Row> {
    let hx8k = |norm, function, variant, speed, energy| {
        let figures = [("samples_per_second", speed), ("energy", energy)];
        row(norm, function, variant, "hx8k", &figures)
    };
    vec![
        hx8k("l1", "sign", "plain", 245e6, 1.5),
        hx8k("l2", "square", "plain", 47e6, 40.0),
        hx8k("l2", "square", "booth-p2", 110e6, 24.0),
        hx8k("l2", "square", "booth-p4", 140e6, 30.0),
        hx8k("l1", "absolute", "plain", 180e6, 0.0),
    ]
}

#[test]
fn every_measure_meets_its_hardest_opponent() {
    let lines = summary(&rows());
    assert_eq!(lines.len(), 2, "{lines:?}");
    let (speed, energy) = (&lines[0], &lines[1]);
    assert_eq!(
        (speed.measure.as_str(), energy.measure.as_str()),
        ("speed", "energy")
    );
    assert_eq!(
        (speed.l2.variant.as_str(), energy.l2.variant.as_str()),
        ("booth-p4", "booth-p2")
    );
    assert_eq!((speed.ratio, speed.ratio_plain), (1.75, Some(5.213)));
    assert_eq!((energy.ratio, energy.ratio_plain), (0.0625, Some(0.0375)));
    assert_eq!(
        (speed.paper, speed.goal, speed.reached),
        (Some(1.5), Some(3.0), Some(false))
    );
    assert_eq!(
        (energy.paper, energy.goal, energy.reached),
        (Some(0.5), Some(0.25), Some(true))
    );
    assert_eq!(speed.functions, "sign / square");
}

#[test]
fn what_has_no_figure_on_one_side_is_left_out() {
    let mut rows = rows();
    rows.retain(|row| row.norm == "l1");
    assert_eq!(summary(&rows), []);
    assert_eq!(summary(&[]), []);
}

#[test]
fn targets_and_widths_do_not_mix() {
    let mut rows = rows();
    let mut other = rows[2].clone();
    (other.target, other.figures[0].value) = ("ecp5-85".to_owned(), 900e6);
    rows.push(other.clone());
    (other.target, other.bits) = ("hx8k".to_owned(), 8);
    rows.push(other);
    assert_eq!(summary(&rows)[0].l2.value, 140e6);
}

#[test]
fn the_journals_figures_stand_beside_synthesis_for_asic_alone() {
    assert_eq!(paper(Level::Statistics, true, "speed"), Some(1.25));
    assert_eq!(paper(Level::Statistics, false, "speed"), None);
    assert_eq!(paper(Level::Primitive, true, "energy"), None);
    assert_eq!(goal(Level::Normaliser, "speed"), None);
}
