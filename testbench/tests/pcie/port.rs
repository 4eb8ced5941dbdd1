//! What a port does with a host that keeps the rules.

use crate::rig::{any_packet, marked, Rig, Stalls, BUILD_HASH, CONFIGURATION, PATIENCE};
use golden::link::pcie::{self, BLOCK_WORDS};
use testbench::random::{seed, Rng};

/// Lengths of a body about which something changes.
const CORNERS: [usize; 9] = [0, 1, 2, 3, 127, 128, 253, 254, 255];

fn packets(rng: &mut Rng, count: usize) -> Vec<Vec<u32>> {
    let length = |rng: &mut Rng| match rng.chance(128) {
        true => rng.pick(&CORNERS),
        false => rng.size(0..=255),
    };
    (0..count)
        .map(|_| {
            let length = length(rng);
            any_packet(rng, length)
        })
        .collect()
}

#[test]
fn packets_pass_both_ways_whatever_the_pace() {
    let seed = seed("packets_pass_both_ways_whatever_the_pace");
    let mut rig = Rig::new(seed);
    let mut rng = Rng::new(!seed);
    for percent in [0, 10, 50, 90, 0] {
        rig.stalls = Stalls::even(percent);
        let (to_core, from_core) = (packets(&mut rng, 60), packets(&mut rng, 60));
        to_core.iter().for_each(|packet| rig.send(packet));
        from_core.iter().for_each(|packet| rig.give(packet));
        rig.settle();
        assert!(std::mem::take(&mut rig.taken) == marked(&to_core), "{percent} %");
        assert!(
            rig.received.last().unwrap().1,
            "the last block was not ended, {percent} %"
        );
        assert!(rig.packets() == from_core, "{percent} %");
    }
    assert_eq!(rig.counter("packets_to_core"), 300);
    assert_eq!(rig.counter("packets_from_core"), 300);
    assert_eq!(rig.counter("dropped") + rig.counter("expired"), 0);
    assert_eq!(rig.resets, []);
}

#[test]
fn both_ways_are_full_at_once() {
    let mut rig = Rig::new(5);
    let mut rng = Rng::new(6);
    let body = 4 * BLOCK_WORDS as usize / 256;
    let (to_core, from_core): (Vec<_>, Vec<_>) = (0..body)
        .map(|_| (any_packet(&mut rng, 255), any_packet(&mut rng, 255)))
        .unzip();
    to_core.iter().for_each(|packet| rig.send(packet));
    from_core.iter().for_each(|packet| rig.give(packet));
    let cycles = rig.settle();
    let words = 4 * u64::from(BLOCK_WORDS);
    println!("{words} words each way at once in {cycles} cycles");
    assert!(cycles < words + 8, "{cycles} cycles for {words} words");
    assert!(rig.taken == marked(&to_core));
    // full blocks, and nothing else
    let ends: Vec<usize> = (0..rig.received.len()).filter(|&i| rig.received[i].1).collect();
    let block = BLOCK_WORDS as usize;
    assert_eq!(ends, [block - 1, 2 * block - 1, 3 * block - 1, 4 * block - 1]);
    assert!(rig.packets() == from_core);
    assert!(rig.counter("cycles") >= words as u32);
    let asked = 4 * 3;
    assert_eq!(rig.counter("words_in"), words as u32 + 3 + 3);
    assert!(rig.counter("words_out") >= words as u32 + asked);
    assert_eq!(rig.counter("stalls_in") + rig.counter("stalls_out"), 0);
}

#[test]
fn a_block_ends_when_nothing_follows() {
    let mut rig = Rig::new(8);
    rig.give(&[0x8100_0001, 5]);
    rig.run(PATIENCE / 2);
    rig.give(&[0x8200_0000]);
    rig.run(2 * PATIENCE);
    let expected = [(0x8100_0001, false), (5, false), (0x8200_0000, true)];
    assert_eq!(rig.received, expected);
}

#[test]
fn the_port_answers_between_the_packets_of_the_core() {
    let seed = seed("the_port_answers_between_the_packets_of_the_core");
    let mut rig = Rig::new(seed);
    let mut rng = Rng::new(!seed);
    let name = golden::link::configuration_word(CONFIGURATION);
    for percent in [0, 30, 70] {
        rig.stalls = Stalls::even(percent);
        let (to_core, from_core) = (packets(&mut rng, 40), packets(&mut rng, 40));
        let mut asked = Vec::new();
        for packet in &to_core {
            rig.send(packet);
            if rng.chance(128) {
                asked.push(rng.bits());
                rig.send(&pcie::request(pcie::REQUEST_HELLO, asked[asked.len() - 1]));
            }
            if rng.chance(64) {
                rig.send(&[pcie::FILL]);
                let length = rng.size(0..=255);
                let mut fill = any_packet(&mut rng, length);
                fill[0] = (fill[0] & 0xFFFF) | (rng.size(0xF3..=0xFF) as u32) << 24;
                rig.send(&fill);
            }
        }
        from_core.iter().for_each(|packet| rig.give(packet));
        rig.settle();
        assert!(std::mem::take(&mut rig.taken) == marked(&to_core), "{percent} %");
        let (answers, others): (Vec<_>, Vec<_>) = rig
            .packets()
            .into_iter()
            .partition(|packet| packet[0] >> 28 == 0xF);
        assert!(others == from_core, "{percent} %");
        let expected = |nonce: &u64| {
            let mut words = vec![pcie::header(pcie::REQUEST_HELLO, pcie::HELLO_WORDS)];
            for long in [*nonce, BUILD_HASH, name] {
                words.extend([long as u32, (long >> 32) as u32]);
            }
            words
        };
        assert_eq!(answers, asked.iter().map(expected).collect::<Vec<_>>());
        let hello = pcie::hello(&answers[0]).unwrap();
        assert_eq!(
            (hello.build_hash, &hello.configuration[..]),
            (BUILD_HASH, CONFIGURATION)
        );
    }
    // what a client passes over, nobody calls lost
    assert_eq!(rig.counter("dropped"), 0);
}

#[test]
fn a_request_of_no_words_is_answered_with_the_last_nonce() {
    let mut rig = Rig::new(9);
    rig.send(&pcie::request(pcie::REQUEST_HELLO, 0x11_0000_0022));
    rig.send(&[pcie::header(pcie::REQUEST_RESET, 0)]);
    rig.settle();
    let packets = rig.packets();
    // RESET took the place of a HELLO that waited, or came behind its answer
    let last = packets.last().unwrap();
    assert_eq!(last[..], pcie::request(pcie::REQUEST_RESET, 0x11_0000_0022));
    assert_eq!(rig.resets, [8]);
}
