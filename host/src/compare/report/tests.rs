use super::plot::Kind;
use super::*;
use crate::compare::rows::{significant, Figure, Files, Level};
use crate::compare::summary::summary;
use std::path::Path;

/// Rows like those of a run on one FPGA and one library, at two widths.
fn report(out: &Path) -> Report {
    let mut rows = Vec::new();
    let designs = [
        ("l1", "sign", "plain", 0, 4.0),
        ("l2", "square", "plain", 0, 0.8),
        ("l2", "square", "booth_p2", 2, 2.0),
        ("l1", "absolute", "plain", 0, 3.0),
        ("l2", "root", "plain", 0, 0.1),
        ("l2", "root", "d2", 4, 0.75),
    ];
    for (target, asic) in [("hx8k", false), ("osu018", true)] {
        for bits in [8u32, 16] {
            for (norm, function, variant, stages, speed) in designs {
                let fmax = speed * 800.0 / f64::from(bits);
                let mut figures = vec![
                    ("fmax", fmax),
                    ("samples_per_second", fmax * 1e6),
                    ("latency", 2e3 / fmax),
                ];
                let size = 40.0 * f64::from(bits) / speed;
                match asic {
                    true => figures.extend([
                        ("area", size),
                        ("leakage", 1.0),
                        ("samples_per_second_mm2", fmax / size),
                    ]),
                    false => figures.extend([
                        ("logic", size),
                        ("share", 100.0 * size / 7680.0),
                        ("lanes", (7680.0 / size).floor()),
                        ("samples_per_second_device", fmax * 1e6 * (7680.0 / size).floor()),
                    ]),
                }
                figures.push(("energy", f64::from(bits) / speed));
                let figure = |(name, value): (&str, f64)| Figure {
                    name: name.to_owned(),
                    value: significant(value),
                    unit: if name == "area" { "um2" } else { "u<nit>" }.to_owned(),
                    note: Some("a note".to_owned()),
                    command: format!("signum compare --function {function}"),
                    files: Files {
                        netlist: Some(out.join("cache/ab/netlist.v")),
                        ..Files::default()
                    },
                };
                rows.push(Row {
                    level: Level::Primitive,
                    function: function.to_owned(),
                    norm: norm.to_owned(),
                    bits,
                    variant: variant.to_owned(),
                    tuned: variant != "plain",
                    stages,
                    target: target.to_owned(),
                    design: format!("{function}_{bits}_{variant}"),
                    figures: figures.into_iter().map(figure).collect(),
                    does_not_fit: None,
                    problems: Vec::new(),
                });
            }
        }
    }
    rows[1].does_not_fit = Some("does not fit hx8k: needs 9 cells".to_owned());
    rows[5]
        .problems
        .push("beat 3 of m_data: got 1, want 2".to_owned());
    // too few designs for verdicts, whose words are to be seen
    let mut summary = summary(&rows);
    for (place, line) in summary.iter_mut().enumerate() {
        line.reached = line.goal.map(|_| place % 2 == 0);
    }
    Report {
        command: "signum compare --quick".to_owned(),
        tools: vec!["yosys 0.70".to_owned()],
        stimulus: out.join("cache/cd/stimulus.csv"),
        summary,
        rows,
        failed: 1,
        seconds: 1.0,
        out: out.to_owned(),
    }
}

#[test]
fn the_table_has_every_row_problem_and_ratio() {
    let report = report(Path::new("out"));
    let text = table::table(&report.rows, &report.summary);
    for part in [
        "hx8k, primitive",
        "osu018, primitive",
        "booth_p2",
        "root_8_d2: beat 3 of m_data: got 1, want 2",
        "square_8_plain: does not fit hx8k: needs 9 cells",
        "sign / square",
        "absolute / root",
        "reached",
        "missed",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    // 12 designs a target with a line each, and a heading of two lines for each of two blocks.
    let block = text
        .lines()
        .take_while(|line| !line.starts_with("osu018"))
        .count();
    assert_eq!(block, 2 + 12 + 1 + 2, "{text}");
}

#[test]
fn every_kind_of_plot_is_drawn() {
    let report = report(Path::new("out"));
    let charts = charts::charts(&report.rows, &report.summary).unwrap();
    let names: Vec<&str> = charts.iter().map(|chart| chart.name.as_str()).collect();
    for name in [
        "primitive-speed",
        "primitive-speed-at-equal-area",
        "primitive-energy",
        "primitive-area",
        "width-speed-sign-square-hx8k",
        "width-energy-absolute-root-osu018",
        "lanes-sign-square-hx8k",
        "stages-hx8k",
        "stages-osu018",
    ] {
        assert!(names.contains(&name), "{name} is not among {names:?}");
    }
    assert!(!names.iter().any(|name| name.starts_with("statistics")));
    let stages = &charts[names.iter().position(|name| *name == "stages-hx8k").unwrap()];
    // sign, absolute, two squares, two roots
    assert_eq!(stages.svg.matches("<circle").count(), 6);
    assert_ne!(Kind::L1, Kind::L2);
}

#[test]
fn the_page_stands_by_itself_and_links_to_the_files() {
    let folder = tempfile::tempdir().unwrap();
    let report = report(folder.path());
    report.write().unwrap();
    let page = std::fs::read_to_string(folder.path().join(PAGE)).unwrap();
    for part in [
        "href=\"cache/ab/netlist.v\"",
        "href=\"cache/cd/stimulus.csv\"",
        "u&lt;nit&gt;",
        "1 of 24 rows lack figures",
        "paper 1.5, goal 3",
        "signum compare --function square",
        "name=\"viewport\"",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert!(
        !page.contains("u<nit>")
            && !page.contains("<script")
            && !page.contains("src=")
            && !page.contains("https:")
    );
    let json = std::fs::read_to_string(folder.path().join(JSON)).unwrap();
    assert!(serde_json::from_str::<Report>(&json).unwrap() == report);
    let picture = std::fs::read_to_string(folder.path().join("stages-hx8k.svg")).unwrap();
    assert!(picture.contains("#7d828a") && !picture.contains("currentColor"));
    if let Some(kept) = std::env::var_os("SIGNUM_KEEP_PAGE") {
        std::fs::copy(folder.path().join(PAGE), kept).unwrap();
    }
}

#[test]
fn a_sheet_has_a_line_a_row_and_the_summary_a_line_a_pair() {
    let report = report(Path::new("out"));
    let text = sheet::csv(&report.rows);
    let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!(lines.len(), 1 + report.rows.len());
    let bare = |line: &&Vec<&str>| !line.iter().any(|cell| cell.contains('"'));
    assert!(
        lines.iter().filter(bare).all(|line| line.len() == lines[0].len()),
        "{text}"
    );
    // The last column says why figures are missing.
    assert!(text.contains(",does not fit hx8k: needs 9 cells\n"), "{text}");
    assert!(text.contains(",\"beat 3 of m_data: got 1, want 2\"\n"), "{text}");
    let column = |name: &str| lines[0].iter().position(|head| *head == name).unwrap();
    assert_eq!(
        lines[1][..7],
        ["primitive", "sign", "l1", "8", "plain", "0", "hx8k"]
    );
    assert_eq!(lines[1][column("fmax (u<nit>)")], "400");
    // An FPGA has no area, a library no lanes.
    assert_eq!(lines[1][column("area (um2)")], "");
    assert_eq!(lines.last().unwrap()[column("lanes (u<nit>)")], "");

    let text = sheet::markdown(&report.summary);
    let lines: Vec<&str> = text.lines().collect();
    // Two widths, each two pairs on two targets.
    assert_eq!(
        lines
            .iter()
            .filter(|line| line.starts_with("| L1 / L2, "))
            .count(),
        2,
        "{text}"
    );
    assert_eq!(
        lines.iter().filter(|line| line.contains(" / ")).count(),
        2 + 2 * 4,
        "{text}"
    );
    let line = lines
        .iter()
        .find(|line| line.starts_with("| sign / square | hx8k |"))
        .unwrap();
    assert_eq!(line.split('|').nth(3), Some(" 2 (5) "), "{text}");
}
