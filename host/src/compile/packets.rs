//! A compiled network, and batches for it, as packets of the core.

use super::Compiled;
use golden::core::packet::{
    command, pack_codes, pack_labels, packet, read_packet, samples_argument, samples_word, Commit, Packet,
    Parameters as Channel, Readable, Run, MAX_WORDS, PARAMETER_WORDS,
};
use golden::learn::wage::{NormParameters, Parameters};
use ndarray::{s, Array2, ArrayView1, ArrayView2};

/// Words that a packet has left after its header and the address.
const PAYLOAD: usize = MAX_WORDS - 2;

/// Packets of `command`, each an address and whole rows of `row_words` words.
fn rows(command: u8, address: usize, row_words: usize, words: &[u32]) -> Vec<Packet> {
    let rows = PAYLOAD / row_words;
    let parts = words.chunks(rows * row_words).enumerate();
    parts
        .map(|(part, words)| {
            let first = (address + part * rows) as u32;
            let words: Vec<u32> = std::iter::once(first).chain(words.iter().copied()).collect();
            packet(command, 0, &words)
        })
        .collect()
}

impl Compiled {
    /// The packets that write the program.
    pub fn program_packets(&self) -> Vec<Packet> {
        rows(command::PROGRAM, 0, 1, &self.program.words)
    }

    /// The packets that write weights and norm parameters.
    pub fn parameter_packets(&self, parameters: &Parameters) -> Vec<Packet> {
        let lanes = self.plan.config.size;
        let mut packets = Vec::new();
        for (placed, weights) in self.plan.layers.iter().zip(&parameters.weights) {
            let mut words = Vec::new();
            for first in (0..weights.ncols()).step_by(lanes) {
                let columns = (weights.ncols() - first).min(lanes);
                for row in weights.slice(s![.., first..first + columns]).rows() {
                    let mut codes = row.to_vec();
                    codes.resize(lanes, 0);
                    words.extend(pack_codes(&codes));
                }
            }
            packets.extend(rows(command::WEIGHTS, placed.weights, lanes / 4, &words));
        }
        if let Some(zeros) = self.plan.zeros {
            packets.extend(rows(
                command::WEIGHTS,
                zeros,
                lanes / 4,
                &vec![0; lanes * lanes / 4],
            ));
        }
        for (placed, norm) in self.plan.layers.iter().zip(&parameters.norms) {
            let Some(norm) = norm else { continue };
            let channels = (0..norm.gamma.len()).flat_map(|c| {
                Channel {
                    gamma: norm.gamma[c],
                    beta: norm.beta[c],
                    mu: norm.mean[c],
                    scale: norm.scale[c],
                    set: norm.set,
                }
                .words()
            });
            let words: Vec<u32> = channels.collect();
            packets.extend(rows(command::PARAMETERS, placed.channel, PARAMETER_WORDS, &words));
        }
        packets
    }

    /// The packet that starts `repetitions` steps on batches of the kind `batch` (0 full, 1 the short last one), the first
    /// from input buffer `buffer`.
    pub fn run_packet(&self, batch: usize, buffer: usize, run: Run) -> Packet {
        let entries = self.program.entries.get(batch);
        let entry = entries.and_then(|e| e.get(buffer)).copied().unwrap_or(0) as u32;
        Run { entry, ..run }.packet()
    }

    /// The packets of a batch for input buffer `buffer`: the rows of `images` are its samples, `[y][x][channel]`; `labels`
    /// is empty for inference. The groups are committed one by one, the last one with the buffer.
    pub fn sample_packets(&self, buffer: usize, images: ArrayView2<i8>, labels: &[u8]) -> Vec<Packet> {
        let lanes = self.plan.config.size;
        let base = self.plan.inputs.get(buffer).copied().unwrap_or(0);
        let stride = self.plan.layers.first().map_or(0, |layer| layer.group);
        let groups = images.nrows().div_ceil(lanes);
        let mut packets = Vec::new();
        for group in 0..groups {
            let range = group * lanes..images.nrows().min((group + 1) * lanes);
            if !labels.is_empty() {
                let mut labels = labels[range.clone()].to_vec();
                labels.resize(lanes, 0);
                let mut words = vec![(buffer * self.plan.groups + group) as u32];
                words.extend(pack_labels(&labels));
                packets.push(packet(command::LABELS, buffer as u8, &words));
            }
            let rows = images.slice(s![range.clone(), ..]);
            for (lane, image) in rows.rows().into_iter().enumerate() {
                let words = pack_codes(&self.stored(image));
                for (part, content) in words.chunks(PAYLOAD).enumerate() {
                    let last = lane + 1 == range.len() && (part + 1) * PAYLOAD >= words.len();
                    let commit = match (last, group + 1 == groups) {
                        (false, _) => Commit::No,
                        (true, false) => Commit::Group,
                        (true, true) => Commit::Buffer,
                    };
                    let address = base + group * stride + 4 * part * PAYLOAD;
                    let mut packet_words = vec![samples_word(address, lane)];
                    packet_words.extend(content);
                    let argument = samples_argument(buffer as u8, commit);
                    packets.push(packet(command::SAMPLES, argument, &packet_words));
                }
            }
        }
        packets
    }

    /// An image as it lies in A: with its border of zeros and its pitch.
    fn stored(&self, image: ArrayView1<i8>) -> Vec<i8> {
        let Some(layer) = self.plan.layers.first() else {
            return Vec::new();
        };
        let g = &layer.geometry;
        if g.pitch == g.width && g.border == 0 {
            return image.to_vec();
        }
        let (height, width) = (g.height - 2 * g.border, g.width - 2 * g.border);
        // What lies behind the last pixel is never read.
        let mut stored = vec![0; (g.height - 1) * g.row_stride() + g.width * g.channels];
        for y in 0..height {
            let row = image.slice(s![y * width * g.channels..(y + 1) * width * g.channels]);
            let at = (g.border + y) * g.row_stride() + g.border * g.channels;
            for (place, code) in stored[at..].iter_mut().zip(row) {
                *place = *code;
            }
        }
        stored
    }

    /// The packets that ask for all weights and norm parameters, in the order of [`Compiled::parameters`].
    pub fn read_packets(&self) -> Vec<Packet> {
        let lanes = self.plan.config.size;
        let weights = self.plan.layers.iter().map(|layer| {
            let g = &layer.geometry;
            let rows = g.taps() * g.outputs.div_ceil(lanes);
            read_packet(Readable::Weights, layer.weights, rows as u32)
        });
        let normalised = self
            .plan
            .layers
            .iter()
            .filter(|layer| layer.geometry.norm.is_some());
        let norms = normalised
            .map(|layer| read_packet(Readable::Parameters, layer.channel, layer.geometry.outputs as u32));
        weights.chain(norms).collect()
    }

    /// Words that answer each of [`Compiled::read_packets`].
    pub fn read_lengths(&self) -> Vec<usize> {
        let lanes = self.plan.config.size;
        let weights = self.plan.layers.iter().map(|layer| {
            let g = &layer.geometry;
            g.taps() * g.outputs.div_ceil(lanes) * lanes / 4
        });
        let normalised = self
            .plan
            .layers
            .iter()
            .filter(|layer| layer.geometry.norm.is_some());
        let norms = normalised.map(|layer| layer.geometry.outputs * PARAMETER_WORDS);
        weights.chain(norms).collect()
    }

    /// The parameters in the words that were read, one vector for each of [`Compiled::read_packets`]; words that are
    /// missing count as 0.
    pub fn parameters(&self, words: &[Vec<u32>]) -> Parameters {
        let lanes = self.plan.config.size;
        let layers = &self.plan.layers;
        let (of_weights, mut of_norms) = (words, words.iter().skip(layers.len()));
        let weights = layers.iter().enumerate().map(|(index, layer)| {
            let g = &layer.geometry;
            let words = of_weights.get(index).map_or(&[][..], Vec::as_slice);
            Array2::from_shape_fn((g.taps(), g.outputs), |(k, out)| {
                let row = out / lanes * g.taps() + k;
                let byte = row * lanes + out % lanes;
                let word = words.get(byte / 4).copied().unwrap_or(0);
                word.to_le_bytes()[byte % 4] as i8
            })
        });
        let weights = weights.collect();
        let norms = layers.iter().map(|layer| {
            layer.geometry.norm.map(|_| {
                let words = of_norms.next().map_or(&[][..], Vec::as_slice);
                norm_parameters(words, layer.geometry.outputs)
            })
        });
        Parameters {
            weights,
            norms: norms.collect(),
        }
    }
}

fn norm_parameters(words: &[u32], channels: usize) -> NormParameters {
    let mut norm = NormParameters::initial(channels);
    for (c, words) in words.chunks_exact(PARAMETER_WORDS).take(channels).enumerate() {
        let mut three = [0; PARAMETER_WORDS];
        three.copy_from_slice(words);
        let channel = Channel::from_words(three);
        (norm.gamma[c], norm.beta[c]) = (channel.gamma, channel.beta);
        (norm.mean[c], norm.scale[c]) = (channel.mu, channel.scale);
        norm.set = channel.set;
    }
    norm
}
