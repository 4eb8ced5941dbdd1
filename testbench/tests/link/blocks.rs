//! CRC-32 and COBS against the crates `crc` and `cobs`.

use crate::random::Random;
use testbench::models::{CobsDecodeModel, CobsEncodeModel, Crc32Model};

const CRC: crc::Crc<u32> = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC);

fn rtl_crc(model: &mut Crc32Model, data: &[u8], random: &mut Random) -> u32 {
    for (index, byte) in data.iter().enumerate() {
        while random.chance(20) {
            model.set_s_valid(false);
            model.set_s_data(random.below(256) as u8);
            model.set_clear(false);
            model.tick();
        }
        model.set_s_valid(true);
        model.set_clear(index == 0);
        model.set_s_data(*byte);
        model.tick();
    }
    model.set_s_valid(false);
    model.set_clear(false);
    model.tick();
    model.crc()
}

#[test]
fn crc32_equals_the_crate_crc() {
    let mut random = Random::new("crc32_equals_the_crate_crc", 1);
    let mut model = Crc32Model::new();
    model.reset();
    assert_eq!(model.crc(), CRC.checksum(b""));
    assert_eq!(rtl_crc(&mut model, b"123456789", &mut random), 0xcbf4_3926);
    for _ in 0..300 {
        let length = 1 + random.below(600);
        let mut data = random.bytes(length, 30);
        let checksum = rtl_crc(&mut model, &data, &mut random);
        assert_eq!(checksum, CRC.checksum(&data));
        data.extend(checksum.to_le_bytes());
        assert_eq!(rtl_crc(&mut model, &data, &mut random), golden::link::CRC_RESIDUE);
    }
}

#[test]
fn crc32_clear_forgets() {
    let mut model = Crc32Model::new();
    model.reset();
    model.set_s_valid(true);
    model.set_s_data(0x55);
    model.tick();
    model.set_s_valid(false);
    model.set_clear(true);
    model.tick();
    assert_eq!(model.crc(), 0);
}

/// Payloads on which encoders of COBS go wrong, and random ones.
fn payloads(random: &mut Random) -> Vec<Vec<u8>> {
    let mut all = vec![vec![0], vec![0; 2], vec![0; 300], vec![7], vec![255; 1036]];
    for run in [252, 253, 254, 255, 256, 507, 508, 509, 510, 762, 1016] {
        let plain: Vec<u8> = (0..run).map(|i| (i % 255) as u8 + 1).collect();
        all.push(plain.clone());
        all.push([&[0], &plain[..]].concat());
        all.push([&plain[..], &[0]].concat());
        all.push([&plain[..], &[0, 0], &plain[..]].concat());
    }
    for _ in 0..150 {
        let (length, zeros) = (1 + random.below(1036), [0, 0, 1, 10, 60][random.below(5)]);
        all.push(random.bytes(length, zeros));
    }
    all
}

/// Sends frames through the encoder; `stall` and `idle` are percentages. Returns the line and its `m_last` bits.
fn encode(frames: &[Vec<u8>], stall: usize, idle: usize, random: &mut Random) -> (Vec<u8>, Vec<bool>) {
    let mut model = CobsEncodeModel::new();
    model.reset();
    let mut input = frames
        .iter()
        .flat_map(|frame| {
            frame
                .iter()
                .enumerate()
                .map(|(i, byte)| (*byte, i + 1 == frame.len()))
        })
        .peekable();
    let (mut line, mut lasts) = (Vec::new(), Vec::new());
    let mut quiet = 0;
    let mut held: Option<(u8, bool)> = None;
    while input.peek().is_some() || quiet < 10 {
        let offer = input.peek().copied().filter(|_| !random.chance(idle));
        model.set_s_valid(offer.is_some());
        let (data, last) = offer.unwrap_or((random.below(256) as u8, random.chance(50)));
        model.set_s_data(data);
        model.set_s_last(last);
        model.set_m_ready(!random.chance(stall));
        model.eval();
        quiet += 1;
        if offer.is_some() && model.s_ready() {
            input.next();
            quiet = 0;
        }
        if let Some(before) = held.take() {
            assert!(model.m_valid(), "an offer was withdrawn");
            assert_eq!((model.m_data(), model.m_last()), before, "an offer changed");
        }
        if model.m_valid() {
            quiet = 0;
            if model.m_ready() {
                line.push(model.m_data());
                lasts.push(model.m_last());
            } else {
                held = Some((model.m_data(), model.m_last()));
            }
        }
        model.tick();
    }
    (line, lasts)
}

#[test]
fn cobs_encode_equals_the_crate_cobs() {
    let mut random = Random::new("cobs_encode_equals_the_crate_cobs", 2);
    let frames = payloads(&mut random);
    for (stall, idle) in [(0, 0), (50, 0), (0, 50), (30, 30), (95, 0)] {
        let (line, lasts) = encode(&frames, stall, idle, &mut random);
        let mut sent = line.split_inclusive(|byte| *byte == 0);
        for frame in &frames {
            let mut expected = cobs::encode_vec(frame);
            expected.push(0);
            let got = sent.next().unwrap_or_default();
            assert!(
                got == expected,
                "stall {stall} %, idle {idle} %, {} bytes: {} bytes out, expected {}; tail {:?}, expected {:?}",
                frame.len(),
                got.len(),
                expected.len(),
                &got[got.len().saturating_sub(4)..],
                &expected[expected.len().saturating_sub(4)..]
            );
        }
        assert_eq!(sent.next(), None);
        let zeros: Vec<bool> = line.iter().map(|byte| *byte == 0).collect();
        assert_eq!(lasts, zeros);
    }
}

#[test]
fn cobs_encode_sends_full_groups_without_a_gap() {
    let mut random = Random::new("cobs_encode_sends_full_groups_without_a_gap", 3);
    let frames: Vec<Vec<u8>> = (0..20)
        .map(|_| {
            random
                .bytes(1036, 0)
                .iter()
                .map(|byte| byte | 1)
                .take(1016)
                .collect()
        })
        .collect();
    let mut model = CobsEncodeModel::new();
    model.reset();
    model.set_m_ready(true);
    model.set_s_valid(true);
    let total: usize = frames.iter().map(|frame| cobs::encode_vec(frame).len() + 1).sum();
    let mut input = frames.iter().flat_map(|frame| {
        frame
            .iter()
            .enumerate()
            .map(|(i, byte)| (*byte, i + 1 == frame.len()))
    });
    let mut next = input.next();
    let (mut sent, mut cycles) = (0, 0);
    while sent < total {
        let (data, last) = next.unwrap_or_default();
        model.set_s_valid(next.is_some());
        model.set_s_data(data);
        model.set_s_last(last);
        model.eval();
        if model.s_ready() && next.is_some() {
            next = input.next();
        }
        sent += usize::from(model.m_valid());
        cycles += 1;
        model.tick();
    }
    assert!(
        cycles < total * 102 / 100 + 256,
        "{cycles} cycles for {total} bytes"
    );
}

/// Puts a line through the decoder. Returns the frames, each with whether it was whole.
fn decode(line: &[u8], idle: usize, random: &mut Random) -> Vec<(Vec<u8>, bool)> {
    let mut model = CobsDecodeModel::new();
    model.reset();
    let (mut frames, mut frame) = (Vec::new(), Vec::new());
    let mut clock = |model: &mut CobsDecodeModel| {
        model.tick();
        assert!(!(model.m_valid() && model.m_end()));
        if model.m_valid() {
            frame.push(model.m_data());
        }
        if model.m_end() {
            frames.push((std::mem::take(&mut frame), model.m_good()));
        }
    };
    for byte in line {
        while random.chance(idle) {
            model.set_s_valid(false);
            model.set_s_data(random.below(256) as u8);
            clock(&mut model);
        }
        model.set_s_valid(true);
        model.set_s_data(*byte);
        clock(&mut model);
    }
    model.set_s_valid(false);
    clock(&mut model);
    frames
}

#[test]
fn cobs_decode_equals_the_crate_cobs() {
    let mut random = Random::new("cobs_decode_equals_the_crate_cobs", 4);
    let payloads = payloads(&mut random);
    for idle in [0, 50] {
        let mut line = vec![0, 0];
        for payload in &payloads {
            line.extend(cobs::encode_vec(payload));
            line.extend(std::iter::repeat_n(0, 1 + random.below(3)));
        }
        let frames = decode(&line, idle, &mut random);
        assert_eq!(frames.len(), payloads.len());
        for ((frame, good), payload) in frames.iter().zip(&payloads) {
            assert!(good);
            assert_eq!(frame, payload);
        }
    }
}

#[test]
fn cobs_decode_tells_a_cut_frame_and_recovers() {
    let mut random = Random::new("cobs_decode_tells_a_cut_frame_and_recovers", 5);
    for payload in payloads(&mut random) {
        let whole = cobs::encode_vec(&payload);
        let cut = random.below(whole.len());
        let line = [&whole[..cut], &[0], &whole[..], &[0]].concat();
        let frames = decode(&line, 0, &mut random);
        let (last, before) = frames.split_last().unwrap();
        assert_eq!(last, &(payload, true));
        // What is left may by chance end where a group ends; then the crate reads it as a frame, too.
        match before {
            [] => assert_eq!(cut, 0),
            [(frame, true)] => assert_eq!(frame, &cobs::decode_vec(&whole[..cut]).unwrap()),
            [(_, false)] => assert!(cobs::decode_vec(&whole[..cut]).is_err()),
            _ => panic!("one delimiter gave {} frames", before.len()),
        }
    }
}

#[test]
fn cobs_decode_takes_the_empty_frame() {
    let mut random = Random::new("cobs_decode_takes_the_empty_frame", 6);
    assert_eq!(
        decode(&[1, 0, 2, 9, 0], 0, &mut random),
        [(vec![], true), (vec![9], true)]
    );
    // A group of 254 bytes may have an empty one behind it: other encoders write it so.
    let long = [&[255][..], &[3; 254], &[1, 0]].concat();
    assert_eq!(decode(&long, 0, &mut random), [(vec![3; 254], true)]);
}
