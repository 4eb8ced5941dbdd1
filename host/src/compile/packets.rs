//! A compiled network, and samples for it, as packets of the core.

use super::Compiled;
use golden::core::packet::{command, pack_codes, packet, samples_argument, Packet, MAX_WORDS};
use ndarray::ArrayView2;

/// Words that a packet has left after its header and the address.
const PAYLOAD: usize = MAX_WORDS - 2;

/// The packets that write the program.
pub fn program_packets(compiled: &Compiled) -> Vec<Packet> {
    let per_packet = PAYLOAD / 4;
    let packets = compiled
        .instructions
        .chunks(per_packet)
        .enumerate()
        .map(|(i, instructions)| {
            let mut words = vec![(i * per_packet) as u32];
            words.extend(instructions.iter().flat_map(|instruction| instruction.encode()));
            packet(command::PROGRAM, 0, &words)
        });
    packets.collect()
}

/// The packets that write the weights.
pub fn weight_packets(compiled: &Compiled) -> impl Iterator<Item = Packet> + '_ {
    let per_packet = PAYLOAD / compiled.config.vector_words();
    compiled.weights.iter().flat_map(move |block| {
        block
            .rows
            .axis_chunks_iter(ndarray::Axis(0), per_packet)
            .enumerate()
            .map(move |(i, rows)| {
                let mut words = vec![(block.address + i * per_packet) as u32];
                for row in rows.rows() {
                    words.extend(pack_codes(&row.to_vec()));
                }
                packet(command::WEIGHTS, 0, &words)
            })
    })
}

/// The packets of group number `group`: the rows of `images` are its images, at most N; the last packet
/// commits them.
pub fn sample_packets(compiled: &Compiled, group: usize, images: ArrayView2<i8>) -> Vec<Packet> {
    let buffer = group % compiled.inputs.len();
    let base = compiled.inputs[buffer];
    let mut packets = Vec::new();
    for (image, row) in images.rows().into_iter().enumerate() {
        let words = pack_codes(&row.to_vec());
        for (i, part) in words.chunks(PAYLOAD).enumerate() {
            let last = image + 1 == images.nrows() && (i + 1) * PAYLOAD >= words.len();
            let commit = last.then_some(images.nrows());
            let place = (base + 4 * i * PAYLOAD) as u32 | (image as u32) << 16;
            let mut content = vec![place];
            content.extend(part);
            packets.push(packet(
                command::SAMPLES,
                samples_argument(buffer as u8, commit),
                &content,
            ));
        }
    }
    packets
}
