//! The simulated board behind two pipes, reached as a PCIe card.

use crate::board::Board;
use crate::run::{data_set, signum, text};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The arguments of a training, and of a prediction by what it learned.
fn training<'a>(data: &'a str, out: &'a Path) -> Vec<&'a str> {
    let mut arguments = vec!["train", "--net", "8-12-4", "--norm", "none", "--data", data];
    arguments.extend(["--epochs", "3", "--batch", "16", "--out", text(out)]);
    arguments
}

#[test]
fn a_pcie_board_that_stalls_trains_and_predicts_as_golden_does() {
    let folder = tempfile::tempdir().unwrap();
    data_set(folder.path(), 33);
    let (data, prefix) = (text(folder.path()), folder.path().join("card"));
    let (by_golden, by_board) = (folder.path().join("golden"), folder.path().join("board.w"));
    signum(&[&training(data, &by_golden)[..], &["--json"]].concat()).json();

    let (mut board, said) = Board::pcie(&prefix, &["--stalls", "7"]);
    assert_eq!((&said["config"], &said["stalls"]), (&"small".into(), &7.into()));
    let on = format!("pcie:{}", prefix.display());
    // one client after the other, without a reset of the board
    for _ in 0..2 {
        let check = ["--on", &on, "--check", "--json"];
        let report = signum(&[&training(data, &by_board)[..], &check].concat()).json();
        assert_eq!(
            (&report["on"], &report["device"]["config"]),
            (&on.as_str().into(), &"small".into())
        );
        let line = &report["device"]["line"];
        assert_eq!(
            (&line["baud"], &line["bytes_per_second"]),
            (&serde_json::Value::Null, &4e8.into())
        );
        assert!(line["images_per_second"].as_f64().unwrap() > 0.0, "{line}");
        let check = &report["check"];
        assert_eq!(
            (&check["batches"], &check["difference"]),
            (&9.into(), &serde_json::Value::Null)
        );
        assert_eq!(
            std::fs::read(&by_board).unwrap(),
            std::fs::read(&by_golden).unwrap()
        );
    }
    let infer = |on: &str| {
        let weights = ["infer", "--weights", text(&by_board), "--data", data];
        signum(&[&weights[..], &["--on", on, "--check", "--json"]].concat()).json()
    };
    let (pcie, golden) = (infer(&on), infer("golden"));
    assert_eq!(pcie["check"], golden["check"]);
    assert_eq!(pcie["check"]["images"], pcie["total"]);
    assert_eq!(pcie["check"]["difference"], serde_json::Value::Null);
    assert_eq!(pcie["predictions"], golden["predictions"]);
    assert!(pcie["cycles"].as_u64().unwrap() > 0);
    assert_eq!(board.stop(), Some(0));
    for name in ["card_h2c_0", "card_c2h_0"] {
        assert!(!folder.path().join(name).exists(), "{name} stayed behind");
    }
}

#[test]
fn clients_and_boards_may_die_in_the_middle() {
    let folder = tempfile::tempdir().unwrap();
    data_set(folder.path(), 33);
    let (data, prefix) = (text(folder.path()), folder.path().join("card"));
    let (by_golden, by_board) = (folder.path().join("golden"), folder.path().join("board.w"));
    let on = format!("pcie:{}", prefix.display());
    signum(&[&training(data, &by_golden)[..], &["--json"]].concat()).json();
    let long = |epochs: &'static str| {
        let mut arguments = training(data, &by_board);
        arguments[8] = epochs;
        let child = Command::new(env!("CARGO_BIN_EXE_signum"))
            .args([&arguments[..], &["--on", &on, "--reconnect", "0", "--json"]].concat())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        child.unwrap()
    };
    let (mut board, _) = Board::pcie(&prefix, &[]);
    // a client that is killed, in whatever it is at
    for pause in [0, 40, 200, 900] {
        let mut client = long("2000");
        std::thread::sleep(Duration::from_millis(pause));
        client.kill().unwrap();
        client.wait().unwrap();
    }
    // one that has the board keeps it
    let mut client = long("2000");
    let start = Instant::now();
    let train = |more: &[&str]| signum(&[&training(data, &by_board)[..], &["--on", &on], more].concat());
    loop {
        std::thread::sleep(Duration::from_millis(100));
        if client.try_wait().unwrap().is_some() {
            // the other one was faster
            client = long("2000");
            continue;
        }
        let other = train(&["--json"]);
        if other.status == Some(2) {
            other.refused(&[&on, "in use by another program"]);
            break;
        }
        assert!(start.elapsed() < Duration::from_secs(60));
    }
    client.kill().unwrap();
    client.wait().unwrap();
    // words without sense
    let mut stream = std::fs::OpenOptions::new()
        .write(true)
        .open(folder.path().join("card_h2c_0"))
        .unwrap();
    let nonsense: Vec<u8> = (0..30_000u32)
        .map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    stream.write_all(&nonsense).unwrap();
    drop(stream);
    train(&["--json"]).json();
    assert_eq!(
        std::fs::read(&by_board).unwrap(),
        std::fs::read(&by_golden).unwrap()
    );
    std::fs::remove_file(&by_board).unwrap();

    // a board that is killed, and the next one in its place
    let client = long("2000");
    std::thread::sleep(Duration::from_millis(1_000));
    board.kill();
    let output = client.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        (output.status.code(), output.stdout.len()),
        (Some(1), 0),
        "{said}"
    );
    assert!(
        said.lines().count() == 1 && said.contains(&on) && said.contains("the connection failed"),
        "{said:?}"
    );
    assert!(!by_board.exists(), "half a training is no result");
    train(&[]).refused(&[&on, "no board behind this pipe"]);
    let (mut board, _) = Board::pcie(&prefix, &[]);
    train(&["--json"]).json();

    // one that never answers
    board.signal(nix::sys::signal::Signal::SIGSTOP);
    let start = Instant::now();
    train(&[]).refused(&[&on, "no board answers within 10 s"]);
    assert!(start.elapsed() < Duration::from_secs(20));
    board.signal(nix::sys::signal::Signal::SIGCONT);
    train(&["--json"]).json();
    assert_eq!(board.stop(), Some(0));
}

#[test]
fn a_place_that_is_taken_and_arguments_that_contradict_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let prefix = folder.path().join("card");
    std::fs::write(folder.path().join("card_c2h_0"), "mine").unwrap();
    let taken = ["--pcie", "card_c2h_0", "expected a path where nothing is"];
    signum(&["board", "--pcie", text(&prefix)]).refused(&taken);
    assert!(!folder.path().join("card_h2c_0").exists());
    signum(&["board", "--pcie", "no/such/folder/card"]).refused(&["no/such/folder/card"]);
    signum(&["board"]).refused(&["--pty"]);
    signum(&["board", "--pty", "a", "--pcie", "b"]).refused(&["--pty", "--pcie"]);
    signum(&["board", "--pty", "a", "--stalls", "1"]).refused(&["--stalls"]);

    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    data_set(&data, 10);
    let out = folder.path().join("w");
    let on = |prefix: &Path| {
        let on = format!("pcie:{}", prefix.display());
        signum(&[&training(text(&data), &out)[..], &["--on", &on]].concat())
    };
    on(&folder.path().join("nothing")).refused(&["pcie:", "nothing_h2c_0", "cannot open", "expected"]);
    std::fs::write(folder.path().join("card_h2c_0"), "mine").unwrap();
    on(&prefix).refused(&["card_h2c_0", "neither a character device nor a pipe"]);
}
