//! Packets over lines that lose and spoil bytes.

use std::time::Duration;

use host::link::{Expected, Link, LinkError};
use testbench::random::Rng;

use crate::echo::{EchoBoard, Noise};
use crate::DEADLINE;

fn seed(test: &str, seed: u64) -> u64 {
    let seed = std::env::var("SIGNUM_SEED").map_or(seed, |text| text.parse().unwrap());
    println!("{test}: SIGNUM_SEED={seed}");
    seed
}

fn packets(count: usize, random: &mut Rng) -> Vec<Vec<u32>> {
    (0..count)
        .map(|_| {
            let length = if random.chance(64) {
                random.size(1..=256)
            } else {
                random.size(1..=20)
            };
            (0..length)
                .map(|_| {
                    if random.chance(50) {
                        0
                    } else {
                        random.bits() as u32
                    }
                })
                .collect()
        })
        .collect()
}

/// Sends all packets and takes their echoes, sending as far ahead as the link lets it.
fn converse(link: &mut Link, packets: &[Vec<u32>]) {
    let mut echoes = 0;
    let mut take = |link: &mut Link, packets: &[Vec<u32>]| {
        let echo = link.receive_packet(DEADLINE).unwrap();
        let expected: Vec<u32> = packets[echoes].iter().map(|word| !word).collect();
        assert!(echo == expected, "echo {echoes}");
        echoes += 1;
    };
    for (number, packet) in packets.iter().enumerate() {
        link.send_packet(packet, DEADLINE).unwrap();
        if number >= 6 {
            take(link, packets);
        }
    }
    for _ in 0..packets.len().min(6) {
        take(link, packets);
    }
    link.flush(DEADLINE).unwrap();
}

#[test]
fn a_good_line_needs_no_repetition_and_is_kept_busy() {
    let mut random = Rng::new(seed("a_good_line", 1));
    let board = EchoBoard::new(2);
    let mut link = Link::open(board.transport(), &Expected::default()).unwrap();
    let before = link.board_counters().unwrap();
    converse(&mut link, &packets(300, &mut random));
    let counters = link.board_counters().unwrap().since(&before);
    assert_eq!(counters.get("packets_to_core"), Some(300));
    assert_eq!(counters.get("packets_from_core"), Some(300));
    for fault in [
        "bad_cobs",
        "bad_size",
        "bad_crc",
        "duplicates",
        "gaps",
        "no_room",
        "retransmitted",
        "gave_up",
    ] {
        assert_eq!(counters.get(fault), Some(0), "{fault}");
    }
    let host = link.host_counters();
    assert_eq!(
        (host.bad, host.duplicates, host.gaps, host.retransmitted),
        (0, 0, 0, 0)
    );

    // Full packets, both ways at once: 40 clocks a byte.
    let full: Vec<Vec<u32>> = (0..60)
        .map(|_| (0..256).map(|_| random.bits() as u32).collect())
        .collect();
    let start = board.cycles();
    converse(&mut link, &full);
    let line = (60 * 1024 * 40) as f64 / (board.cycles() - start) as f64;
    println!("{:.1} % of the line is payload", 100.0 * line);
    assert!(line > 0.85, "{line}");
}

#[test]
fn noise_of_every_kind_costs_time_and_nothing_else() {
    let kinds = [
        (
            "flip",
            Noise {
                flip: 8,
                ..Noise::default()
            },
        ),
        (
            "lose",
            Noise {
                lose: 8,
                ..Noise::default()
            },
        ),
        (
            "double",
            Noise {
                double: 8,
                ..Noise::default()
            },
        ),
        (
            "invent",
            Noise {
                invent: 8,
                ..Noise::default()
            },
        ),
        (
            "all",
            Noise {
                flip: 2,
                lose: 2,
                double: 2,
                invent: 2,
            },
        ),
    ];
    for (number, (name, noise)) in kinds.into_iter().enumerate() {
        let mut random = Rng::new(seed(name, 10 + number as u64));
        let board = EchoBoard::new(random.bits());
        let mut link = Link::open(board.transport(), &Expected::default()).unwrap();
        board.set_noise(noise);
        converse(&mut link, &packets(250, &mut random));
        println!("{name}: {:?}", link.host_counters());
        board.set_noise(Noise::default());
        let counters = link.board_counters().unwrap();
        println!("{name}: {counters:?}");
        let bad: u32 = ["bad_cobs", "bad_size", "bad_crc"]
            .iter()
            .filter_map(|name| counters.get(name))
            .sum();
        assert!(
            bad > 0 && link.host_counters().bad > 0,
            "{name}: the line was too good to be tested"
        );
        assert_eq!(counters.get("packets_to_core"), Some(250), "{name}");
    }
}

#[test]
fn a_link_opens_on_a_noisy_line() {
    let mut random = Rng::new(seed("a_link_opens_on_a_noisy_line", 30));
    for _ in 0..10 {
        let board = EchoBoard::new(random.bits());
        board.set_noise(Noise {
            flip: 40,
            lose: 40,
            double: 40,
            invent: 40,
        });
        let mut link = Link::open(board.transport(), &Expected::default()).unwrap();
        link.send_packet(&[5], DEADLINE).unwrap();
        assert_eq!(link.receive_packet(DEADLINE).unwrap(), [!5]);
    }
}

#[test]
fn a_line_that_spoils_every_frame_is_given_up() {
    let board = EchoBoard::new(40);
    let mut link = Link::open(board.transport(), &Expected::default()).unwrap();
    board.set_noise(Noise {
        flip: 2_000,
        ..Noise::default()
    });
    link.send_packet(&[7; 256], DEADLINE).unwrap();
    let error = link.receive_packet(DEADLINE).unwrap_err();
    assert!(
        matches!(error, LinkError::Gone(_) | LinkError::Unreliable(_)),
        "{error}"
    );
}

#[test]
fn a_core_that_takes_nothing_runs_into_the_deadline_and_loses_nothing() {
    let board = EchoBoard::new(41);
    let mut link = Link::open(board.transport(), &Expected::default()).unwrap();
    board.freeze(true);
    let mut sent = 0u32;
    let error = loop {
        if let Err(error) = link.send_packet(&[sent], Duration::from_millis(600)) {
            break error;
        }
        sent += 1;
    };
    assert!(matches!(error, LinkError::Deadline { .. }), "{error}");
    assert!(
        error
            .to_string()
            .contains("sending a packet took longer than 0.6 s"),
        "{error}"
    );
    let error = link.receive_packet(Duration::from_millis(300)).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("waiting for a packet took longer than 0.3 s"),
        "{error}"
    );
    board.freeze(false);
    for number in 0..=sent {
        assert_eq!(link.receive_packet(DEADLINE).unwrap(), [!number]);
    }
}
