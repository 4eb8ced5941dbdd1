//! Packets out of words, and blocks out of packets: the two ends of a DMA engine's streams.

use crate::random::Random;
use golden::core::packet::{packet, Packet};
use testbench::models::{DelimitModel, GatherModel};
use testbench::stream::{Pace, Streams};

/// Words of a block and patience of the top `gather`.
const BLOCK: usize = 16;
const PATIENCE: u64 = 8;

fn packets(random: &mut Random, count: usize) -> Vec<Packet> {
    let lengths = [0, 0, 1, 2, 3, 14, 15, 16, 17, 255];
    (0..count)
        .map(|_| {
            let length = match random.chance(70) {
                true => lengths[random.below(lengths.len())],
                false => random.below(256),
            };
            packet(
                random.below(256) as u8,
                random.below(256) as u8,
                &random.words(length),
            )
        })
        .collect()
}

/// The words of all packets, each with whether it is its packet's last.
fn words(packets: &[Packet]) -> Vec<(u32, bool)> {
    let of = |packet: &Packet| {
        let last = packet.len() - 1;
        let words: Vec<_> = packet
            .iter()
            .enumerate()
            .map(|(i, word)| (*word, i == last))
            .collect();
        words
    };
    packets.iter().flat_map(of).collect()
}

#[test]
fn the_header_says_where_a_packet_ends() {
    let mut random = Random::new("the_header_says_where_a_packet_ends", 21);
    let mut model = DelimitModel::new();
    let streams = Streams::of(&model).unwrap();
    model.reset();
    // on and on without a reset
    for round in 0..12 {
        let words = words(&packets(&mut random, 60));
        let mut pace = match round % 3 {
            0 => Pace::full(),
            _ => Pace::random(round),
        };
        let cycles = streams
            .transfer(
                &mut model,
                &mut pace,
                words.len(),
                |model, i| {
                    model.set_s_data(words[i].0);
                    false
                },
                words.len(),
                |model, i| {
                    assert_eq!(model.m_data(), words[i].0, "word {i}");
                    words[i].1
                },
            )
            .unwrap();
        assert!(round % 3 != 0 || cycles == words.len() as u64 + 1, "{cycles}");
    }
}

#[test]
fn a_reset_in_a_packet_begins_anew() {
    let mut model = DelimitModel::new();
    let streams = Streams::of(&model).unwrap();
    model.reset();
    let send = |model: &mut DelimitModel, words: &[u32], lasts: &[bool]| {
        let set = |model: &mut DelimitModel, i: usize| {
            model.set_s_data(words[i]);
            false
        };
        let got = |_: &DelimitModel, i: usize| lasts[i];
        streams
            .transfer(model, &mut Pace::full(), words.len(), set, words.len(), got)
            .unwrap();
    };
    send(&mut model, &[0x0300_0005, 1, 2], &[false; 3]);
    model.reset();
    send(&mut model, &[0x0300_0001, 9], &[false, true]);
    // the longest that a header can say
    let mut long = vec![0x0300_ffff];
    long.extend(1..=0xffff);
    let mut lasts = vec![false; 0xffff];
    lasts.push(true);
    send(&mut model, &long, &lasts);
}

/// Sends the words through; gives `m_last` of each, and the cycles.
fn gathered(
    model: &mut GatherModel,
    streams: &Streams,
    words: &[(u32, bool)],
    pace: &mut Pace,
) -> (Vec<bool>, u64) {
    let mut lasts = Vec::new();
    let cycles = streams
        .transfer(
            model,
            pace,
            words.len(),
            |model, i| {
                model.set_s_data(words[i].0);
                words[i].1
            },
            words.len(),
            |model, i| {
                assert_eq!(model.m_data(), words[i].0, "word {i}");
                lasts.push(model.m_last());
                model.m_last()
            },
        )
        .unwrap();
    (lasts, cycles)
}

#[test]
fn packets_that_follow_one_another_are_one_block() {
    let mut random = Random::new("packets_that_follow_one_another", 22);
    let mut model = GatherModel::new();
    let streams = Streams::of(&model).unwrap();
    model.reset();
    for _ in 0..6 {
        let words = words(&packets(&mut random, 40));
        let (lasts, cycles) = gathered(&mut model, &streams, &words, &mut Pace::full());
        for (i, last) in lasts.iter().enumerate() {
            let full = (i + 1) % BLOCK == 0 || i + 1 == words.len();
            assert_eq!(*last, full, "word {i} of {}", words.len());
        }
        let least = words.len() as u64 + 2;
        assert!((least..=least + PATIENCE).contains(&cycles), "{cycles}");
    }
}

#[test]
fn whatever_the_pace_a_block_ends_with_a_packet_or_full() {
    let mut random = Random::new("whatever_the_pace", 23);
    let mut model = GatherModel::new();
    let streams = Streams::of(&model).unwrap();
    model.reset();
    let (mut early, mut joined) = (0, 0);
    for round in 0..24 {
        let words = words(&packets(&mut random, 40));
        let (lasts, _) = gathered(&mut model, &streams, &words, &mut Pace::random(round));
        assert_eq!(lasts.last(), Some(&true), "nothing is kept back");
        let mut length = 0;
        for (i, last) in lasts.iter().enumerate() {
            length += 1;
            assert!(*last == (length == BLOCK) || words[i].1, "word {i}");
            early += u32::from(*last && length < BLOCK);
            joined += u32::from(!*last && words[i].1);
            if *last {
                length = 0;
            }
        }
    }
    assert!(early > 20 && joined > 20, "{early} {joined}");
}

#[test]
fn the_last_packet_waits_no_longer_than_it_is_told() {
    let mut model = GatherModel::new();
    model.reset();
    model.set_m_ready(true);
    model.set_s_valid(true);
    model.set_s_last(true);
    model.set_s_data(7);
    model.tick();
    model.set_s_valid(false);
    let mut cycles = 1;
    while !model.m_valid() {
        model.tick();
        cycles += 1;
        assert!(cycles < 100);
    }
    assert!(model.m_last() && model.m_data() == 7);
    assert_eq!(cycles, 2 + PATIENCE);
    // one that comes in the last cycle of the wait still joins
    model.reset();
    model.set_m_ready(true);
    model.set_s_valid(true);
    model.tick();
    model.set_s_valid(false);
    for _ in 0..PATIENCE {
        assert!(!model.m_valid());
        model.tick();
    }
    model.set_s_valid(true);
    model.tick();
    assert!(model.m_valid() && !model.m_last());
}
