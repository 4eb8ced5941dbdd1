//! Step 3: a serial line to the board's UART, with the program as a user runs it.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{ensure, Context, Result};
use host::data::Split;

/// Images that go over the line.
const LIMIT: usize = 50;
/// Time for the board to open its pseudo-terminal.
const START: Duration = Duration::from_secs(30);

/// Runs `signum board` and `signum infer --on serial:` and compares with the predictions of the word-wide stream.
pub fn stream(weights: &Path, test: &Split, predictions: &[u8]) -> Result<()> {
    let start = Instant::now();
    println!("\nsending {LIMIT} images over a serial line, bit by bit:");
    let signum = std::env::current_exe()?
        .parent()
        .and_then(Path::parent)
        .context("where is this program?")?
        .join("signum");
    let folder = tempfile::tempdir()?;
    let line = folder.path().join("board");
    let mut board = Board(
        Command::new(&signum)
            .args(["board", "--pty"])
            .arg(&line)
            .stdout(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot run {}", signum.display()))?,
    );
    while !line.exists() {
        ensure!(
            start.elapsed() < START,
            "the board did not open {} within {START:?}",
            line.display()
        );
        ensure!(
            board.0.try_wait()?.is_none(),
            "the board ended before it opened {}",
            line.display()
        );
        std::thread::sleep(Duration::from_millis(20));
    }
    let output = Command::new(&signum)
        .args([
            "infer",
            "--json",
            "--data",
            "mnist",
            "--limit",
            &LIMIT.to_string(),
        ])
        .arg("--on")
        .arg(format!("serial:{}", line.display()))
        .arg("--weights")
        .arg(weights)
        .stderr(Stdio::inherit())
        .output()?;
    ensure!(
        output.status.success(),
        "signum infer --on serial ended with {}",
        output.status
    );
    let report: serde_json::Value = serde_json::from_slice(&output.stdout)?;
    let expected = serde_json::to_value(&predictions[..LIMIT])?;
    ensure!(
        report["predictions"] == expected,
        "the predictions over the serial line differ"
    );
    let correct = predictions
        .iter()
        .zip(&test.labels)
        .take(LIMIT)
        .filter(|(p, l)| p == l)
        .count();
    println!(
        "  {LIMIT} predictions equal those of the word-wide stream ({correct} right), {:.1} s",
        start.elapsed().as_secs_f64()
    );
    Ok(())
}

/// Ends the board with the demo, whatever becomes of it.
struct Board(Child);

impl Drop for Board {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
