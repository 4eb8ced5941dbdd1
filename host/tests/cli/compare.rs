//! `compare`: bad arguments, a whole small run, a run that is stopped, a tool that is missing, a broken library.

use crate::run::{copy_of_signum, interruptible, signum, text};
use nix::sys::signal::{kill, Signal};
use nix::unistd::Pid;
use serde_json::{json, Value};
use std::io::Read;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A folder under the build's own, which the tools in a sandbox see; `/tmp` they do not.
fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

#[test]
fn bad_arguments_are_refused_before_any_work() {
    let folder = folder();
    let out = folder.path().join("out");
    let cases: &[(&[&str], &[&str])] = &[
        (&["--bits", "12"], &["12", "expected 8, 16 or 32"]),
        (
            &["--level", "chip"],
            &["chip", "primitive, statistics, normaliser"],
        ),
        (
            &["--target", "xc7"],
            &["--target xc7", "expected ecp5-85, up5k, hx8k, gw2a, osu018"],
        ),
        (&["--function", "cube"], &["--function cube", "sign", "root"]),
        (&["--liberty", "no.lib"], &["--liberty no.lib", "no such file"]),
        (&["--seeds", "0"], &["--seeds"]),
        (&["--jobs", "0"], &["--jobs"]),
        (
            &["--level", "statistics", "--function", "sign"],
            &["no design", "--function"],
        ),
        (
            &["--level", "primitive", "--variant", "quick"],
            &["no design", "--variant"],
        ),
        (&["--from", "no.json"], &["--from no.json", "compare.json"]),
        (&["--from", "a.json", "--quick"], &["--from", "--quick"]),
        (&["--from", "a.json", "--seeds", "5"], &["--from", "--seeds"]),
        (&["now"], &["now", "signum compare --help"]),
    ];
    for (args, parts) in cases {
        let all = [&["compare", "--out", text(&out)], *args].concat();
        signum(&all).refused(parts);
    }
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    signum(&["compare", "--out", text(&file)]).refused(&["--out", "expected a folder"]);

    // Nothing to do is no report: one that is there stays.
    std::fs::create_dir_all(&out).unwrap();
    std::fs::write(out.join("compare.json"), "kept").unwrap();
    let none = ["--variant", "dsp_p1", "--bits", "16", "--target", "hx8k"];
    let all = [&["compare", "--out", text(&out)], &none[..]].concat();
    signum(&all).refused(&["no design", "--target"]);
    let kept = std::fs::read_to_string(out.join("compare.json")).unwrap();
    assert_eq!(kept, "kept");
}

#[test]
fn a_broken_library_is_one_sentence() {
    let folder = folder();
    let file = folder.path().join("broken.lib");
    let out = folder.path().join("out");
    for (content, part) in [
        ("library(broken) { cell(INV) { area : 1; ", "broken.lib"),
        ("module not_a_library; endmodule", "broken.lib"),
        ("", "broken.lib"),
    ] {
        std::fs::write(&file, content).unwrap();
        let args = [
            "compare",
            "--out",
            text(&out),
            "--liberty",
            text(&file),
            "--target",
            "broken",
        ];
        signum(&args).refused(&[part]);
        assert!(!out.join("compare.json").exists());
    }
}

#[test]
fn a_report_that_no_run_writes_is_refused() {
    let folder = folder();
    let (file, out) = (folder.path().join("compare.json"), folder.path().join("out"));
    let report = |target: &str, value: f64, period: f64| {
        let figure = |name: &str, value: f64| json!({ "name": name, "value": value, "unit": "MHz", "command": "signum compare", "files": {} });
        let row = |function: &str, value: f64, period: f64| {
            json!({
                "level": "primitive", "function": function, "norm": "l1", "bits": 8, "variant": "plain", "tuned": false,
                "stages": 0, "target": target, "design": format!("{function}_8_plain"),
                "figures": [figure("fmax", value), figure("shared_period", period)],
            })
        };
        json!({
            "command": "signum compare", "tools": [], "stimulus": "s", "summary": [], "failed": 0, "seconds": 1.0,
            "out": "out", "rows": [row("sign", value, period), row("square", 1.0, 9.0)],
        })
    };
    let joined = |report: Value| {
        std::fs::write(&file, report.to_string()).unwrap();
        signum(&["compare", "--from", text(&file), "--out", text(&out)])
    };
    joined(report("a/b", 1.0, 9.0)).refused(&["compare.json", "a/b", "is no target"]);
    joined(report("hx8k\u{1b}", 1.0, 9.0)).refused(&["is no target"]);
    joined(report("hx8k", 1e300, 9.0)).refused(&["fmax of sign_8_plain on hx8k is 1e300"]);
    joined(report("hx8k", 1.0, 8.0)).refused(&["sign_8_plain on hx8k", "8 ns", "9 ns", "in one run"]);
    let good = || report("hx8k", 1.0, 9.0);
    let with = |path: &str, value: Value| {
        let mut report = good();
        *report.pointer_mut(path).unwrap() = value;
        report
    };
    joined(with("/rows", json!([]))).refused(&["compare.json", "no rows"]);
    joined(with("/rows/0/variant", json!("\u{1b}[2J"))).refused(&["is no variant"]);
    for (path, value, part) in [
        (
            "/rows/0/function",
            json!("foo"),
            "level primitive has no function \"foo\"",
        ),
        ("/rows/0/norm", json!("l9"), "\"l9\" is no norm"),
        (
            "/rows/0/bits",
            json!(12),
            "12 bits of sign_8_plain, expected 8, 16 or 32",
        ),
        (
            "/rows/0/figures/0/value",
            json!(-5.0),
            "fmax of sign_8_plain on hx8k is -5e0",
        ),
        (
            "/rows/0/figures/1/name",
            json!("fmax"),
            "fmax of sign_8_plain on hx8k is there twice",
        ),
    ] {
        joined(with(path, value)).refused(&["compare.json", part]);
    }
    let twice = good()["rows"][0].clone();
    joined(with("/rows/1", twice)).refused(&["sign_8_plain on hx8k", "twice"]);
    let other = folder.path().join("other.json");
    for (path, value, parts) in [
        ("/tools", json!(["yosys 0.1"]), ["yosys 0.1", "yosys 0.2"]),
        (
            "/stimulus",
            json!("cache/b/s.csv"),
            ["cache/b/s.csv", "not the same"],
        ),
    ] {
        std::fs::write(&other, with(path, value).to_string()).unwrap();
        let mut first = with("/tools", json!(["yosys 0.2"]));
        first["stimulus"] = json!("cache/a/s.csv");
        if path == "/tools" {
            first["stimulus"] = json!("s");
        }
        std::fs::write(&file, first.to_string()).unwrap();
        signum(&[
            "compare",
            "--from",
            text(&other),
            "--from",
            text(&file),
            "--out",
            text(&out),
        ])
        .refused(&parts);
    }
    // a plot of an earlier report does not stay beside a later one
    std::fs::create_dir_all(&out).unwrap();
    std::fs::write(out.join("primitive-latency.svg"), "<svg/>").unwrap();
    std::fs::write(out.join("mine.svg"), "<svg/>").unwrap();
    assert_eq!(joined(good()).status, Some(0));
    assert!(!out.join("primitive-latency.svg").exists() && out.join("mine.svg").exists());
    // a table that cannot be written is found before the plots
    std::fs::remove_file(out.join("summary.md")).unwrap();
    std::fs::create_dir(out.join("summary.md")).unwrap();
    joined(report("hx8k", 1.0, 9.0)).refused(&["summary.md", "is a folder"]);
}

/// The report of a sign and two squares of 8 bits on one FPGA and one library.
fn small(out: &Path) -> Command {
    on(&["osu018", "hx8k"], out)
}

/// The same on some targets.
fn on(targets: &[&str], out: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_signum"));
    command.args([
        "compare",
        "--json",
        "--bits",
        "8",
        "--function",
        "sign",
        "--function",
        "square",
        "--variant",
        "plain",
        "--variant",
        "folded_p1",
    ]);
    for target in targets {
        command.args(["--target", target]);
    }
    command.args(["--out", text(out)]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

#[test]
fn a_stopped_run_goes_on_and_ends_with_every_figure() {
    let folder = folder();
    let out = folder.path().join("out");
    let mut first = interruptible(small(&out)).spawn().unwrap();
    let mut words = first.stderr.take().unwrap();
    let start = Instant::now();
    // Stopped while a tool works on an entry of the cache.
    while entries(&out, ".part").is_empty() || entries(&out, "").len() < 2 {
        std::thread::sleep(Duration::from_millis(20));
        assert!(start.elapsed() < Duration::from_secs(120), "no tool was started");
        assert_eq!(first.try_wait().unwrap(), None, "it ended by itself");
    }
    let stopped = Instant::now();
    kill(Pid::from_raw(first.id() as i32), Signal::SIGINT).unwrap();
    let status = first.wait().unwrap();
    assert_eq!(status.signal(), Some(Signal::SIGINT as i32));
    assert!(stopped.elapsed() < Duration::from_secs(5));
    let mut said = String::new();
    words.read_to_string(&mut said).unwrap();
    assert!(said.contains("signum: stopped by SIGINT"), "{said}");
    assert!(!out.join("compare.json").exists() && !out.join("compare.html").exists());
    let whole = entries(&out, "");

    let output = small(&out).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    check(&report, &out);
    assert!(entries(&out, ".part").is_empty(), "halves were left");
    let now = entries(&out, "");
    assert!(whole.iter().all(|entry| now.contains(entry)));

    // All of it is known now.
    let again = Instant::now();
    let output = small(&out).output().unwrap();
    assert!(again.elapsed() < Duration::from_secs(20));
    let second: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (&report["rows"], &report["summary"]),
        (&second["rows"], &second["summary"])
    );
    parts_join_to_the_whole(&report, &out);
}

/// A run a target, joined, says what the run of both said.
fn parts_join_to_the_whole(whole: &Value, out: &Path) {
    let mut join = Command::new(env!("CARGO_BIN_EXE_signum"));
    let joined = out.with_file_name("joined");
    join.args(["compare", "--json", "--out", text(&joined)]);
    for target in ["hx8k", "osu018"] {
        assert!(on(&[target], out).output().unwrap().status.success());
        let part = out.with_file_name(format!("{target}.json"));
        std::fs::rename(out.join("compare.json"), &part).unwrap();
        join.args(["--from", text(&part)]);
    }
    let output = join.output().unwrap();
    assert!(output.status.success());
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let sorted = |report: &Value, name: &str| {
        let mut lines: Vec<String> = report[name]
            .as_array()
            .unwrap()
            .iter()
            .map(Value::to_string)
            .collect();
        lines.sort();
        lines
    };
    // the command of a figure names its target alone, which both runs did
    for name in ["rows", "summary"] {
        assert_eq!(sorted(&report, name), sorted(whole, name), "{name}");
    }
    let page = std::fs::read_to_string(joined.join("compare.html")).unwrap();
    assert!(page.contains("sign / square") && page.ends_with("</html>\n"));
}

#[test]
fn statistics_are_measured_on_samples_of_training() {
    let folder = folder();
    let out = folder.path().join("out");
    let output = Command::new(env!("CARGO_BIN_EXE_signum"))
        .args([
            "compare",
            "--json",
            "--level",
            "statistics",
            "--bits",
            "8",
            "--variant",
            "tuned",
        ])
        .args(["--target", "osu018", "--out", text(&out)])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let rows = report["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 1, "{rows:?}");
    let row = &rows[0];
    assert_eq!(
        (&row["level"], &row["norm"]),
        (&"statistics".into(), &"l1".into())
    );
    assert_eq!((&row["problems"], &report["failed"]), (&Value::Null, &0.into()));
    let value = |name: &str| {
        let mut figures = row["figures"].as_array().unwrap().iter();
        let found = figures.find(|figure| figure["name"] == name);
        found
            .and_then(|figure| figure["value"].as_f64())
            .unwrap_or_else(|| panic!("no {name} in {row}"))
    };
    // a ring of 512 samples stands beside the cells; glitches cost energy
    assert_eq!(value("memory_bits"), 512.0 * 8.0);
    assert!(value("area_with_memory") > value("area") && value("area") > 0.0);
    assert!(value("energy") > value("energy_zero_delay") && value("energy_zero_delay") > 0.0);
    assert!(value("fmax") > 1.0 && value("latency_cycles") > 128.0);
    let stimulus = std::fs::read_to_string(report["stimulus"].as_str().unwrap()).unwrap();
    assert!(
        stimulus.lines().count() > 32 * 128,
        "{}",
        stimulus.lines().count()
    );
}

/// The switching power of one net, worked out from the files that its figure names: C V^2 / 2 a change, osu018's.
fn by_hand(figure: &Value) {
    let file = |role: &str| std::fs::read_to_string(figure["files"][role].as_str().unwrap()).unwrap();
    let (netlist, activity, library) = (file("netlist"), file("activity"), file("library"));
    let note = figure["note"].as_str().unwrap();
    let net = note.strip_prefix("the net ").unwrap().split(' ').next().unwrap();
    let after = |text: &str, what: &str| -> f64 {
        let rest = text[text.find(what).unwrap() + what.len()..].trim_start_matches([' ', ':']);
        rest[..rest.find(';').unwrap()].trim().parse().unwrap()
    };
    let wire = after(&library[library.find("signum_wire").unwrap()..], "capacitance");

    // on an output hang four inputs of the smallest inverter
    let inverter = &library[library.find("cell (INVX1)").unwrap()..];
    let outside = match net.starts_with("m_") {
        true => 4.0 * after(inverter, "rise_capacitance").max(after(inverter, "fall_capacitance")),
        false => 0.0,
    };
    // lines as `  NAND2X1 u_n7 (.A(n3), .B(n4), .Y(n7));`
    let mut edges: [f64; 2] = [outside; 2];
    for line in netlist.lines().filter(|line| line.contains(&format!("({net})"))) {
        for pin in line.match_indices(&format!("({net})")).map(|(at, _)| &line[..at]) {
            let pin = &pin[pin.rfind('.').unwrap() + 1..];
            if ["Y", "Q", "YC", "YS"].contains(&pin) {
                continue;
            }
            let cell = line.split_whitespace().next().unwrap();
            let cell = &library[library.find(&format!("cell ({cell})")).unwrap()..];
            let pin = &cell[cell.find(&format!("pin({pin})")).unwrap()..];
            edges[0] += after(pin, "rise_capacitance") + wire;
            edges[1] += after(pin, "fall_capacitance") + wire;
        }
    }
    // `# window 1 to 2 ps`, and lines of a net, its changes and its time at 1
    let window: Vec<f64> = activity
        .lines()
        .next()
        .unwrap()
        .split(' ')
        .filter_map(|w| w.parse().ok())
        .collect();
    let line = activity
        .lines()
        .find(|line| line.starts_with(&format!("{net} ")))
        .unwrap();
    let changes: f64 = line.split(' ').nth(1).unwrap().parse().unwrap();
    assert!(changes > 0.0, "{note}");
    let joules = 0.5 * edges[0].max(edges[1]) * 1e-12 * 1.8 * 1.8 * changes;
    let microwatts = 1e6 * joules / ((window[1] - window[0]) * 1e-12);
    let value = figure["value"].as_f64().unwrap();
    assert!((microwatts - value).abs() < 1e-3 * value, "{microwatts} {figure}");
}

/// Entries of the cache whose names end so; with "" the whole ones.
fn entries(out: &Path, suffix: &str) -> Vec<PathBuf> {
    let all = std::fs::read_dir(out.join("cache"))
        .into_iter()
        .flatten()
        .flatten();
    let names = all.map(|entry| entry.path());
    let fits = |path: &PathBuf| match suffix {
        "" => path.extension().is_none(),
        _ => text(path).ends_with(suffix),
    };
    names.filter(fits).collect()
}

/// Holds a report to the contract.
fn check(report: &Value, out: &Path) {
    let rows = report["rows"].as_array().unwrap();
    assert_eq!(report["failed"], 0);
    for target in ["osu018", "hx8k"] {
        for function in ["sign", "square"] {
            let here = rows
                .iter()
                .filter(|row| row["target"] == target && row["function"] == function);
            assert!(here.count() >= 1, "{function} on {target}");
        }
    }
    let value = |row: &Value, name: &str| {
        let figures = row["figures"].as_array().unwrap().iter();
        let mut found = figures.filter(|figure| figure["name"] == name);
        found.next().and_then(|figure| figure["value"].as_f64())
    };
    for row in rows {
        assert_eq!((&row["level"], &row["bits"]), (&"primitive".into(), &8.into()));
        let of = |name: &str| value(row, name).unwrap_or_else(|| panic!("no {name} in {row}"));
        assert!(
            of("fmax") > 1.0 && of("latency") > 0.0 && of("energy") > 0.0,
            "{row}"
        );
        let names: &[&str] = match row["target"].as_str() {
            Some("osu018") => &["area", "leakage", "energy_zero_delay", "samples_per_second_mm2"],
            _ => &[
                "logic",
                "registers",
                "lanes",
                "samples_per_second_device",
                "fmax_min",
                "fmax_max",
            ],
        };
        assert!(names.iter().all(|name| of(name) > 0.0), "{row}");
        for figure in row["figures"].as_array().unwrap() {
            assert!(figure["unit"].is_string(), "{figure}");
            assert!(
                figure["command"].as_str().unwrap().starts_with("signum compare "),
                "{figure}"
            );
            for file in figure["files"]
                .as_object()
                .unwrap()
                .values()
                .filter_map(Value::as_str)
            {
                assert!(Path::new(file).is_file(), "{file} of {figure}");
            }
        }
    }
    let nets = rows.iter().flat_map(|row| row["figures"].as_array().unwrap());
    let nets: Vec<&Value> = nets.filter(|figure| figure["name"] == "net_switching").collect();
    assert!(nets.len() >= 3, "{nets:?}");
    nets.into_iter().for_each(by_hand);
    // What is known without measuring: a sign is no product.
    let energies = report["summary"].as_array().unwrap().iter();
    let energies: Vec<&Value> = energies.filter(|line| line["measure"] == "energy").collect();
    assert_eq!(energies.len(), 2);
    for line in energies {
        assert!(line["ratio"].as_f64().unwrap() < 1.0, "{line}");
        assert_eq!(line["functions"], "sign / square");
    }
    let page = std::fs::read_to_string(out.join("compare.html")).unwrap();
    assert!(page.contains("<svg") && page.contains("sign / square") && page.ends_with("</html>\n"));
    // It stands by itself.
    for outside in ["<script", "<link", "@import", "src=", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
    let json: Value = serde_json::from_slice(&std::fs::read(out.join("compare.json")).unwrap()).unwrap();
    assert_eq!(json["rows"], report["rows"]);
}

#[test]
fn a_missing_tool_is_named_with_what_installs_it() {
    let folder = folder();
    // Tools are looked for above the program's own file, too.
    let alone = tempfile::tempdir().unwrap();
    let program = copy_of_signum(alone.path());
    let library = folder.path().join("any.lib");
    std::fs::write(&library, "library(any) {}").unwrap();
    let out = folder.path().join("out");
    let run = || {
        Command::new(&program)
            .args(["compare", "--target", "hx8k", "--out", text(&out)])
            .current_dir(alone.path())
            .env("PATH", "")
            .output()
    };
    let output = loop {
        match run() {
            // Another test has forked while the copy was written, and has not come to its own program yet.
            Err(e) if e.kind() == std::io::ErrorKind::ExecutableFileBusy => {
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            other => break other.unwrap(),
        }
    };
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(output.stdout.is_empty());
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(
        said.contains("yosys is not installed") && said.contains("run scripts/setup"),
        "{said}"
    );
}
