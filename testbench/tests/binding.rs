//! The Verilator binding on its own test top: ports of every size, clock, reset, instances, trace.

use testbench::models::CounterModel;
use veribind::{Direction, MemoryError, Model, PortError, RESET_CYCLES};

fn counter() -> CounterModel {
    let mut counter = CounterModel::new();
    counter.reset();
    counter
}

#[test]
fn ports_of_every_size_come_back() {
    let mut counter = counter();
    counter.set_step(0x7f);
    counter.set_twelve(0x7fe);
    counter.set_forty(0xff_ffff_fffe);
    counter.set_wide([u32::MAX, u32::MAX, 0, 0]);
    counter.eval();
    assert_eq!(counter.step_now(), 0x7f);
    assert_eq!(counter.twelve_next(), 0x7ff);
    assert_eq!(counter.forty_next(), 0xff_ffff_ffff);
    assert_eq!(counter.wide_next(), &[0, 0, 1, 0]);
    assert_eq!(counter.sixty_four(), 0xffff_ffff_0000_0000);
    assert!(!counter.odd());
    counter.set_loop(true);
    counter.eval();
    assert!(counter.odd());
    assert!(counter.loop_port(), "a keyword is read with a suffix");
}

#[test]
fn bits_past_the_width_are_cut_off() {
    let mut counter = counter();
    counter.set_step(0xff);
    counter.set_twelve(0xffff);
    counter.set_forty(u64::MAX);
    counter.set_wide([u32::MAX; 4]);
    assert_eq!(counter.step(), 0x7f);
    assert_eq!(counter.twelve(), 0xfff);
    assert_eq!(counter.forty(), 0xff_ffff_ffff);
    assert_eq!(counter.wide(), &[u32::MAX, u32::MAX, u32::MAX, 0xf]);
    counter.eval();
    assert_eq!(counter.wide_next(), &[0; 4]);
}

#[test]
fn ticks_are_rising_edges() {
    let mut counter = counter();
    assert_eq!(counter.cycles(), RESET_CYCLES);
    counter.set_step(3);
    counter.tick();
    assert_eq!(counter.count(), 0, "not enabled");
    counter.set_enable(true);
    counter.eval();
    assert_eq!(counter.count(), 0, "eval is no edge");
    counter.tick();
    assert_eq!(counter.count(), 3);
    counter.ticks(1000);
    assert_eq!(counter.count(), 3003);
    assert_eq!(counter.cycles(), RESET_CYCLES + 1002);
    counter.reset();
    assert_eq!(counter.count(), 0);
}

/// A tick after an `eval` skips its own low phase: inputs that change in between must count all the same.
#[test]
fn an_eval_before_a_tick_changes_nothing() {
    let (mut plain, mut looked_at) = (counter(), counter());
    for step in 0..100u8 {
        looked_at.set_enable(step % 2 != 0);
        looked_at.set_step(99 - step);
        looked_at.eval();
        looked_at.eval();
        for counter in [&mut plain, &mut looked_at] {
            counter.set_enable(step % 3 != 0);
            counter.set_step(step);
            counter.tick();
        }
        assert_eq!(plain.count(), looked_at.count(), "step {step}");
    }
    assert_eq!(plain.cycles(), looked_at.cycles());
    assert_ne!(plain.count(), 0);
}

#[test]
fn generic_access_agrees_with_the_typed_one() {
    let mut counter = counter();
    let port = |name: &str| counter.port(name).unwrap();
    let [step, forty, wide, count] = ["step", "forty", "wide", "count"].map(port);
    let wide_next = port("wide_next");
    counter.write(step, 0x85);
    assert_eq!(counter.step(), 5);
    counter.write(forty, u64::MAX);
    assert_eq!(counter.forty(), 0xff_ffff_ffff);
    assert_eq!(counter.read_words(forty), [u32::MAX, 0xff]);
    counter.write_words(wide, &[7, 8, 9, u32::MAX, 11]);
    assert_eq!(counter.wide(), &[7, 8, 9, 0xf]);
    counter.write(wide, 1 << 40);
    assert_eq!(counter.wide(), &[0, 256, 0, 0]);
    counter.set_enable(true);
    counter.tick();
    assert_eq!(counter.read(count), 5);
    assert_eq!(counter.read(wide_next), (1 << 40) + 1);
    let missing = PortError::Unknown {
        top: "counter",
        port: "steps".into(),
    };
    assert_eq!(counter.port("steps"), Err(missing));
}

#[test]
fn the_port_table_is_the_verilog_s() {
    assert_eq!(CounterModel::TOP, "counter");
    let widths = |direction| {
        let mut found: Vec<_> = CounterModel::PORTS
            .iter()
            .filter(|p| p.direction == direction)
            .map(|p| (p.name, p.width))
            .collect();
        found.sort();
        found
    };
    let inputs = [
        ("clock", 1),
        ("enable", 1),
        ("forty", 40),
        ("loop", 1),
        ("reset", 1),
        ("step", 7),
        ("twelve", 12),
        ("wide", 100),
    ];
    assert_eq!(widths(Direction::Input), inputs);
    assert_eq!(widths(Direction::Output).len(), 12);
}

#[test]
fn memories_are_read_and_changed_from_outside() {
    let mut counter = counter();
    let mut found: Vec<_> = CounterModel::MEMORIES
        .iter()
        .map(|m| (m.name, m.width, m.depth))
        .collect();
    found.sort();
    assert_eq!(
        found,
        [
            ("forties", 40, 8),
            ("steps", 7, 8),
            ("twelves", 12, 8),
            ("wides", 100, 8)
        ]
    );
    counter.set_enable(true);
    counter.set_step(5);
    counter.set_twelve(0xabc);
    counter.set_forty(0x98_7654_3210);
    counter.set_wide([1, 2, 3, 4]);
    counter.tick();
    counter.set_enable(false);
    let names = ["steps", "twelves", "forties", "wides"];
    let words = [vec![5], vec![0xabc], vec![0x7654_3210, 0x98], vec![1, 2, 3, 4]];
    for (name, expected) in names.iter().zip(&words) {
        assert_eq!(counter.peek(name, 0).as_ref(), Ok(expected), "{name}");
    }
    // one word of each at the place that is read next, bits past the width cut off
    for name in names {
        counter.poke(name, 5, &[u32::MAX; 5]).unwrap();
        counter.poke(name, 4, &[7]).unwrap();
    }
    counter.tick();
    assert_eq!(counter.step_kept(), 0x7f);
    assert_eq!(counter.twelve_kept(), 0xfff);
    assert_eq!(counter.forty_kept(), 0xff_ffff_ffff);
    assert_eq!(counter.wide_kept(), &[u32::MAX, u32::MAX, u32::MAX, 0xf]);
    assert_eq!(counter.peek("wides", 4), Ok(vec![7, 0, 0, 0]));
    assert_eq!(counter.peek("forties", 4), Ok(vec![7, 0]));
}

#[test]
fn words_that_are_not_there_are_refused() {
    let mut counter = counter();
    let unknown = MemoryError::Unknown {
        top: "counter",
        name: "count".into(),
    };
    assert_eq!(counter.peek("count", 0), Err(unknown));
    let address = MemoryError::Address {
        top: "counter",
        name: "steps",
        depth: 8,
        address: 8,
    };
    assert_eq!(counter.poke("steps", 8, &[0]), Err(address));
}

#[test]
fn instances_are_independent_and_move_between_threads() {
    let counts: Vec<u32> = std::thread::scope(|scope| {
        let threads: Vec<_> = (1..=8u8)
            .map(|step| {
                let mut counter = counter();
                scope.spawn(move || {
                    counter.set_enable(true);
                    counter.set_step(step);
                    counter.ticks(10_000);
                    counter.count()
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(counts, (1..=8).map(|step| step * 10_000).collect::<Vec<u32>>());
}

#[cfg(feature = "random-state")]
#[test]
fn registers_without_reset_start_at_random_by_seed() {
    let unreset = |seed| {
        let mut counter = CounterModel::with_seed(seed);
        counter.reset();
        counter.eval();
        (counter.count(), counter.unreset())
    };
    assert_eq!(unreset(7), unreset(7));
    assert_ne!(unreset(7).1, unreset(8).1);
    assert_eq!(unreset(7).0, 0, "reset does its work");
}

#[cfg(not(feature = "random-state"))]
#[test]
fn registers_without_reset_start_at_zero() {
    assert_eq!(counter().unreset(), 0);
}

#[cfg(not(any(feature = "vcd", feature = "fst")))]
#[test]
fn without_the_feature_there_is_no_trace() {
    let error = counter().trace_window("x.vcd".as_ref(), 5, 9).unwrap_err();
    assert_eq!(error, veribind::TraceError::NotBuilt { top: "counter" });
    assert!(!std::path::Path::new("x.vcd").exists());
}

#[cfg(any(feature = "vcd", feature = "fst"))]
mod trace {
    use super::*;
    use veribind::TraceError;

    #[test]
    fn windows_that_cannot_be_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x");
        let mut counter = counter();
        let now = counter.cycles();
        assert_eq!(
            counter.trace_window(&path, 9, 9),
            Err(TraceError::Window { from: 9, to: 9, now })
        );
        assert_eq!(
            counter.trace_window(&path, 1, 9),
            Err(TraceError::Window { from: 1, to: 9, now })
        );
        let nowhere = folder.path().join("no/such/folder/x");
        assert!(matches!(
            counter.trace_window(&nowhere, 5, 9),
            Err(TraceError::Io { .. })
        ));
    }

    /// The FST is not read here, but it has to be one: a header block with the time range.
    #[test]
    fn the_window_and_nothing_else_is_written() {
        let folder = tempfile::tempdir().unwrap();
        for (from, to) in [(10, 14), (100, 103)] {
            let path = folder.path().join(format!("{from}"));
            let mut counter = counter();
            counter.set_enable(true);
            counter.set_step(1);
            counter.trace_window(&path, from, to).unwrap();
            counter.ticks(200);
            let bytes = std::fs::read(&path).unwrap();
            if bytes.first() == Some(&0) {
                let time = |at: usize| u64::from_be_bytes(bytes[at..at + 8].try_into().unwrap());
                assert_eq!((time(9), time(17)), (2 * from, 2 * to - 1));
                continue;
            }
            let text = String::from_utf8(bytes).unwrap();
            let times: Vec<u64> = text
                .lines()
                .filter_map(|line| line.strip_prefix('#'))
                .map(|time| time.parse().unwrap())
                .collect();
            assert_eq!(times, (2 * from..2 * to).collect::<Vec<_>>());
            let count = text.lines().find(|l| l.contains(" count ")).unwrap();
            let symbol = count.split_whitespace().nth(3).unwrap();
            let last = text
                .lines()
                .rev()
                .find(|l| l.starts_with('b') && l.ends_with(&format!(" {symbol}")))
                .unwrap();
            let value = u64::from_str_radix(last[1..].split(' ').next().unwrap(), 2).unwrap();
            assert_eq!(value, to - RESET_CYCLES);
        }
    }

    #[test]
    fn one_model_writes_one_window_after_another() {
        let folder = tempfile::tempdir().unwrap();
        let mut counter = counter();
        for i in 0..3 {
            let path = folder.path().join(format!("{i}"));
            let from = counter.cycles() + 5;
            counter.trace_window(&path, from, from + 10).unwrap();
            counter.ticks(50);
            assert!(std::fs::metadata(&path).unwrap().len() > 100);
        }
    }
}
