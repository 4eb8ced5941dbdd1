//! A session with a core: greet it, load a compiled network, stream samples through, read counters.

use crate::compile::{program_packets, sample_packets, weight_packets, Compiled, Emitted};
use crate::device::{Device, DeviceError};
use golden::core::packet::{command, packet, reply, unpack_codes, Header, COUNTERS};
use golden::core::packet::{Packet, Reason};
use golden::core::{config, Config, PROTOCOL_VERSION};
use ndarray::{s, Array2, ArrayView2};

/// Groups of images that are under way at a time: one in the array, one in each input buffer.
const GROUPS_UNDER_WAY: usize = 3;

/// What a core says about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hello {
    /// Its configuration.
    pub config: Config,
    /// The hash of its build.
    pub build: u32,
}

/// The counters of a core, in the order of [`COUNTERS`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counters(Vec<u64>);

impl Counters {
    /// The counter called `name`, 0 for a name that there is not.
    pub fn get(&self, name: &str) -> u64 {
        COUNTERS
            .iter()
            .position(|n| *n == name)
            .and_then(|i| self.0.get(i))
            .copied()
            .unwrap_or(0)
    }
}

/// Results of a group of images.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupResult {
    /// Number of the group's first image.
    pub first: usize,
    /// For every layer that the program emits, its number and its codes, image by output.
    pub layers: Vec<(usize, Array2<i8>)>,
}

/// A connection to one core.
pub struct Session<'a> {
    device: &'a mut dyn Device,
}

impl<'a> Session<'a> {
    /// A session on `device`.
    pub fn new(device: &'a mut dyn Device) -> Self {
        Session { device }
    }

    /// Asks the core who it is.
    ///
    /// # Errors
    /// A core of another protocol version or of a configuration that this program does not know; silence.
    pub fn hello(&mut self) -> Result<Hello, DeviceError> {
        self.device.send(&packet(command::HELLO, 0, &[]))?;
        let words = self.expect(reply::HELLO, "HELLO")?.1;
        let [version, number, size, build, bits] = words[..] else {
            return Err(self.protocol(format!("HELLO of {} words, expected 5", words.len())));
        };
        if version != PROTOCOL_VERSION {
            return Err(self.protocol(format!("protocol version {version}, expected {PROTOCOL_VERSION}")));
        }
        let known = config::ALL.into_iter().find(|c| {
            c.number == number && c.size as u32 == size && c.a_bits | c.w_bits << 8 | c.p_bits << 16 == bits
        });
        match known {
            Some(config) => Ok(Hello { config, build }),
            None => {
                let names: Vec<_> = config::ALL.iter().map(|c| c.name).collect();
                Err(self.protocol(format!(
                    "configuration number {number} of a {size}x{size} array, expected one of {} as this program has them",
                    names.join(", ")
                )))
            }
        }
    }

    /// Loads program and weights.
    ///
    /// # Errors
    /// Whatever the device fails with.
    pub fn load(&mut self, compiled: &Compiled) -> Result<(), DeviceError> {
        self.load_with(compiled, |_, _| ())
    }

    /// Loads program and weights; `progress` hears of every packet how many of how many are handed over.
    ///
    /// # Errors
    /// Whatever the device fails with.
    pub fn load_with(
        &mut self,
        compiled: &Compiled,
        mut progress: impl FnMut(usize, usize),
    ) -> Result<(), DeviceError> {
        let program = program_packets(compiled);
        let total = program.len() + weight_packets(compiled).count();
        for (done, packet) in program.into_iter().chain(weight_packets(compiled)).enumerate() {
            self.device.send(&packet)?;
            progress(done + 1, total);
        }
        Ok(())
    }

    /// Runs `images` (one a row) through the loaded network and gives each group's results to `take`, in order.
    ///
    /// # Errors
    /// Whatever the device fails with, and answers that the program does not give.
    pub fn run(
        &mut self,
        compiled: &Compiled,
        images: ArrayView2<i8>,
        mut take: impl FnMut(GroupResult),
    ) -> Result<(), DeviceError> {
        let size = compiled.config.size;
        let groups = images.nrows().div_ceil(size);
        if groups == 0 {
            return Ok(());
        }
        let range = |group: usize| group * size..images.nrows().min((group + 1) * size);
        self.device.send(&packet(command::RUN, 0, &[groups as u32]))?;
        let mut sent = 0;
        for group in 0..groups {
            while sent < groups.min(group + GROUPS_UNDER_WAY) {
                for packet in sample_packets(compiled, sent, images.slice(s![range(sent), ..])) {
                    self.device.send(&packet)?;
                }
                sent += 1;
            }
            take(self.group(compiled, range(group))?);
        }
        let (header, words) = self.expect(reply::DONE, "DONE")?;
        match header.argument {
            0 => Ok(()),
            _ => Err(self.protocol(format!(
                "the program stopped at instruction {words:?}, which the core does not know"
            ))),
        }
    }

    /// Sets the counters to zero.
    ///
    /// # Errors
    /// Whatever the device fails with.
    pub fn clear_counters(&mut self) -> Result<(), DeviceError> {
        self.device.send(&packet(command::CLEAR, 0, &[]))
    }

    /// Reads the counters.
    ///
    /// # Errors
    /// Whatever the device fails with.
    pub fn counters(&mut self) -> Result<Counters, DeviceError> {
        self.device.send(&packet(command::COUNTERS, 0, &[]))?;
        let words = self.expect(reply::COUNTERS, "COUNTERS")?.1;
        if words.len() != 2 * COUNTERS.len() {
            return Err(self.protocol(format!(
                "{} words of counters, expected {}",
                words.len(),
                2 * COUNTERS.len()
            )));
        }
        Ok(Counters(
            words
                .chunks_exact(2)
                .map(|pair| u64::from(pair[0]) | u64::from(pair[1]) << 32)
                .collect(),
        ))
    }

    /// The RESULT packets of one group, put together layer by layer.
    fn group(
        &mut self,
        compiled: &Compiled,
        range: std::ops::Range<usize>,
    ) -> Result<GroupResult, DeviceError> {
        let mut layers: Vec<(usize, Array2<i8>)> = Vec::new();
        for emitted in &compiled.emitted {
            if layers.last().is_none_or(|(layer, _)| *layer != emitted.layer) {
                layers.push((
                    emitted.layer,
                    Array2::zeros((range.len(), compiled.sizes[emitted.layer + 1])),
                ));
            }
            let (header, words) = self.expect(reply::RESULT, "RESULT")?;
            if let Some((_, codes)) = layers.last_mut() {
                self.fill(codes, *emitted, header, &words, compiled.config.size)?;
            }
        }
        Ok(GroupResult {
            first: range.start,
            layers,
        })
    }

    /// Puts the columns of one RESULT packet in their place.
    fn fill(
        &self,
        codes: &mut Array2<i8>,
        emitted: Emitted,
        header: Header,
        words: &[u32],
        size: usize,
    ) -> Result<(), DeviceError> {
        let expected = emitted.columns * size / 4;
        if header.argument != emitted.tag || words.len() != expected {
            return Err(self.protocol(format!(
                "RESULT with tag {} of {} words, expected tag {} of {expected}",
                header.argument,
                words.len(),
                emitted.tag
            )));
        }
        for (column, words) in words.chunks_exact(size / 4).enumerate() {
            let column_codes = words.iter().flat_map(|word| unpack_codes(*word));
            for (place, code) in codes
                .column_mut(emitted.first + column)
                .iter_mut()
                .zip(column_codes)
            {
                *place = code;
            }
        }
        Ok(())
    }

    /// The next packet, which must have the opcode `expected`.
    fn expect(&mut self, expected: u8, name: &str) -> Result<(Header, Packet), DeviceError> {
        let mut packet = self.device.receive()?;
        if packet.is_empty() {
            return Err(self.protocol(format!("an empty packet, expected {name}")));
        }
        let words = packet.split_off(1);
        let header = Header::from_word(packet[0]);
        if header.opcode == reply::ERROR {
            let reason = match Reason::from_number(header.argument) {
                Some(reason) => reason.to_string(),
                None => format!("reason {}", header.argument),
            };
            return Err(self.protocol(format!(
                "the core refused the packet {words:08x?}: {reason}; expected {name}"
            )));
        }
        if header.opcode != expected || usize::from(header.length) != words.len() {
            return Err(self.protocol(format!(
                "a packet {:08x} of {} words, expected {name}",
                packet[0],
                words.len()
            )));
        }
        Ok((header, words))
    }

    fn protocol(&self, problem: String) -> DeviceError {
        DeviceError::Protocol {
            device: self.device.name(),
            problem,
        }
    }
}
