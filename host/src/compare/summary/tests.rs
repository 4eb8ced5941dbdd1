use super::*;
use crate::compare::rows::{Figure, Files};

pub(super) fn row(norm: &str, function: &str, variant: &str, target: &str, figures: &[(&str, f64)]) -> Row {
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
    let lines = lines(&rows(), |_, _, _| true);
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
fn no_goal_is_judged_where_designs_are_left_out() {
    assert!(summary(&rows()).iter().all(|line| line.reached.is_none()));
}

#[test]
fn a_row_with_a_problem_is_no_opponent() {
    let mut rows = rows();
    rows[3].problems.push("beat 3 differs".to_owned());
    assert_eq!(summary(&rows)[0].l2.variant, "booth-p2");
}

/// A memory's energy is in no figure: where one side alone has one, its ratio is no verdict. Speed is.
#[test]
fn no_goal_of_energy_is_judged_where_one_side_has_a_memory() {
    let judged = |l1: Option<f64>, l2: Option<f64>| {
        let mut rows = rows();
        for (row, accesses) in rows.iter_mut().zip([l1, l2, l2, l2, None]) {
            let figure = accesses.map(|value| Figure {
                name: "memory_accesses".to_owned(),
                value,
                ..row.figures[0].clone()
            });
            row.figures.extend(figure);
        }
        let lines = lines(&rows, |_, _, _| true);
        (lines[0].reached, lines[1].reached)
    };
    assert_eq!(judged(Some(2.0), None), (Some(false), None));
    assert_eq!(judged(None, Some(2.0)), (Some(false), None));
    assert_eq!(judged(Some(2.0), Some(2.0)), (Some(false), Some(true)));
}

#[test]
fn the_spread_of_placements_is_that_of_the_ratio() {
    let placed = |norm, function, speed, min, max| {
        let figures = [
            ("samples_per_second", speed),
            ("fmax", 100.0),
            ("fmax_min", min),
            ("fmax_max", max),
        ];
        row(norm, function, "plain", "hx8k", &figures)
    };
    let mut rows = vec![
        placed("l1", "sign", 200.0, 80.0, 120.0),
        placed("l2", "square", 100.0, 50.0, 125.0),
    ];
    assert_eq!(summary(&rows)[0].spread, Some([1.28, 4.8]));
    // beyond the 275 MHz of the clock network no placement is faster
    for (name, mhz) in [("fmax", 400.0), ("fmax_min", 220.0), ("fmax_max", 500.0)] {
        let figure = rows[0].figures.iter_mut().find(|figure| figure.name == name);
        figure.unwrap().value = mhz;
    }
    assert_eq!(summary(&rows)[0].spread, Some([1.28, 4.0]));
}

#[test]
fn a_line_says_what_makes_both_sides() {
    let mut rows = rows();
    for row in &mut rows {
        for figure in &mut row.figures {
            figure.command = format!("signum compare --function {} --bits 16", row.function);
        }
    }
    let both = "signum compare --function sign --function square --bits 16";
    assert_eq!(summary(&rows)[0].command, both);
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
