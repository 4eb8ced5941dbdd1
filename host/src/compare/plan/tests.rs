use super::*;
use crate::compare::rows::{Files, Level};
use flow::fpga::Cells;
use flow::{Design, Port};
use hdl::comparison::Target as Build;
use std::sync::atomic::{AtomicU32, Ordering};

fn derived(name: &str, value: f64, unit: &str, from: &str, command: &str) -> Figure {
    Figure {
        name: name.to_owned(),
        value,
        unit: unit.to_owned(),
        note: Some(from.to_owned()),
        command: command.to_owned(),
        files: Files::default(),
    }
}

fn subject(function: &str, norm: &str, variant: &str) -> Subject {
    Subject {
        level: Level::Primitive,
        function: function.to_owned(),
        norm: norm.to_owned(),
        bits: 8,
        variant: variant.to_owned(),
        tuned: variant != "plain",
        cells: Cells::Carries,
        stages: 0,
        latency: Some(2),
        builds: vec![Build::Hx8k, Build::Asic],
        aim: flow::asic::Aim::Speed,
        design: Design {
            name: format!("{function}_8_{variant}"),
            verilog: String::new(),
            bench: flow::Bench {
                inputs: vec![Port::new("s_data", 8)],
                stimulus: vec![vec![1]],
                outputs: vec![Port::new("m_data", 8)],
                expected: vec![vec![1]],
                ready: false,
            },
        },
    }
}

fn hx8k() -> Target {
    Target::Fpga {
        name: "hx8k",
        device: flow::fpga::Target::Hx8k,
        build: Build::Hx8k,
    }
}

/// Gives each variant a speed, and fails where it is told to.
struct Fake {
    timings: AtomicU32,
}

impl Bench for Fake {
    fn timing(&self, subject: &Subject, _: &Target) -> Result<Timing, Lacking> {
        self.timings.fetch_add(1, Ordering::Relaxed);
        let fmax = match subject.variant.as_str() {
            "plain" => 50.0,
            "broken" => return Err("nextpnr failed".to_owned().into()),
            "large" => return Err(Lacking::DoesNotFit("does not fit".to_owned())),
            _ => 123.456,
        };
        let fmax_figure = derived("fmax", fmax, "MHz", "test", "x");
        let area = match subject.variant.as_str() {
            "endless" => f64::INFINITY,
            _ => 1.0,
        };
        Ok(Timing {
            fmax,
            figures: vec![
                fmax_figure,
                derived("area", area, "um2", "test", "x"),
                derived("leakage", 1.0, "nW", "test", "x"),
            ],
        })
    }

    fn energy(&self, subject: &Subject, _: &Target, period_ns: f64) -> Result<Vec<Figure>, String> {
        match subject.variant.as_str() {
            "wrong" => Err("beat 3 differs".to_owned()),
            _ => Ok(vec![derived("energy", period_ns, "ns", "the shared period", "x")]),
        }
    }
}

#[test]
fn designs_of_a_comparison_share_the_clock_of_the_slowest() {
    let subjects = [
        subject("sign", "l1", "fast"),
        subject("square", "l2", "plain"),
        subject("square", "l2", "fast"),
        subject("absolute", "l1", "fast"),
    ];
    let fake = Fake {
        timings: AtomicU32::new(0),
    };
    let rows = run(&subjects, &[hx8k()], &fake, 2).unwrap();
    assert_eq!(fake.timings.load(Ordering::Relaxed), 4);
    let periods: Vec<f64> = rows.iter().filter_map(|row| row.value("energy")).collect();
    // 1000 / (0.8 * 50), and 1000 / (0.8 * 123.456) = 10.125..., rounded up
    assert_eq!(periods, [25.0, 25.0, 25.0, 10.2]);
    assert_eq!(rows[2].value("fmax"), Some(123.5));
    let names: Vec<&str> = rows.iter().map(|row| row.design.as_str()).collect();
    assert_eq!(
        names,
        [
            "sign_8_fast",
            "square_8_plain",
            "square_8_fast",
            "absolute_8_fast"
        ]
    );
}

#[test]
fn a_failed_job_takes_no_other_down_and_says_why() {
    let subjects = [
        subject("square", "l2", "broken"),
        subject("square", "l2", "wrong"),
        subject("square", "l2", "plain"),
        subject("square", "l2", "endless"),
    ];
    let fake = Fake {
        timings: AtomicU32::new(0),
    };
    let rows = run(&subjects, &[hx8k()], &fake, 2).unwrap();
    assert_eq!(rows[0].problems, ["nextpnr failed"]);
    assert!(rows[0].figures.is_empty());
    // Outputs that differ from golden: a speed, but no energy and no power.
    assert_eq!(rows[1].problems, ["beat 3 differs"]);
    let figures = ["fmax", "energy", "leakage"].map(|name| rows[1].value(name));
    assert_eq!(figures, [Some(123.5), None, None]);
    assert!(rows[2].problems.is_empty() && rows[2].value("energy").is_some());
    assert_eq!(rows[2].value("leakage"), Some(1.0));
    assert_eq!(rows[3].problems, ["area is no number"]);
    assert_eq!(rows[3].value("area"), None);
}

/// It is a finding, and no rival at whose clock the others are compared.
#[test]
fn a_device_that_is_too_small_is_no_failure() {
    let subjects = [subject("square", "l2", "large"), subject("square", "l2", "plain")];
    let fake = Fake {
        timings: AtomicU32::new(0),
    };
    let rows = run(&subjects, &[hx8k()], &fake, 1).unwrap();
    assert_eq!(rows[0].does_not_fit.as_deref(), Some("does not fit"));
    assert!(rows[0].problems.is_empty() && rows[0].figures.is_empty());
    assert!(rows[1].does_not_fit.is_none() && rows[1].value("energy").is_some());
}

#[test]
fn designs_go_where_they_are_meant_to() {
    let mut only = subject("square", "l2", "dsp");
    only.builds = vec![Build::Up5k];
    let fake = Fake {
        timings: AtomicU32::new(0),
    };
    let rows = run(&[only, subject("sign", "l1", "plain")], &[hx8k()], &fake, 1).unwrap();
    assert_eq!((rows.len(), rows[0].function.as_str()), (1, "sign"));
}
