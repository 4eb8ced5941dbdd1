//! A conversation with a training core: greet it, load a compiled network, stream batches through, read back.

mod line;
mod utilisation;

pub use line::{LineClock, LineUse};
pub use utilisation::{Named, Utilisation};

use crate::compile::Compiled;
use crate::device::{Device, DeviceError, Line};
use golden::core::packet::{command, packet, reply, unpack_codes, Counter, Header, Packet, Reason};
use golden::core::packet::{Run, COUNTERS, DONE_OK};
use golden::core::{config, Config, PROTOCOL_VERSION};
use golden::learn::wage::Parameters;
use ndarray::{s, Array2, ArrayView2};

/// What a core says about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hello {
    /// Its configuration.
    pub config: Config,
    /// The hash of its build.
    pub build: u32,
}

/// The counters of a core.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counters([u64; COUNTERS.len()]);

impl Default for Counters {
    fn default() -> Self {
        Counters([0; COUNTERS.len()])
    }
}

impl Counters {
    /// One of them.
    pub fn get(&self, counter: Counter) -> u64 {
        self.0[counter as usize]
    }

    /// What was counted since `earlier`, both since the same reset.
    pub fn since(&self, earlier: &Counters) -> Counters {
        Counters(std::array::from_fn(|i| self.0[i].saturating_sub(earlier.0[i])))
    }

    /// The sum of both.
    pub fn plus(&self, other: &Counters) -> Counters {
        Counters(std::array::from_fn(|i| self.0[i] + other.0[i]))
    }
}

/// A connection to one core.
pub struct Session {
    device: Box<dyn Device>,
}

impl Session {
    /// A session on `device`.
    pub fn new(device: Box<dyn Device>) -> Self {
        Session { device }
    }

    /// The device in messages.
    pub fn name(&self) -> String {
        self.device.name()
    }

    /// Whether the core counts real clock cycles.
    pub fn has_cycles(&self) -> bool {
        self.device.has_cycles()
    }

    /// What carries the packets, if not this program itself.
    pub fn line(&self) -> Option<Line> {
        self.device.line()
    }

    /// Asks the core who it is.
    ///
    /// # Errors
    /// A core of another protocol version or of a configuration that this program does not know; silence.
    pub fn hello(&mut self) -> Result<Hello, DeviceError> {
        self.send(&packet(command::HELLO, 0, &[]))?;
        let words = self.expect(reply::HELLO, "HELLO")?.1;
        let [version, number, size, build, low, high] = words[..] else {
            // Another version may have other words, but always its number first.
            let version = words.first().copied().unwrap_or(0);
            return Err(self.protocol(format!(
                "HELLO of {} words with protocol version {version}, expected 6 words and version {PROTOCOL_VERSION}",
                words.len()
            )));
        };
        if version != PROTOCOL_VERSION {
            return Err(self.protocol(format!("protocol version {version}, expected {PROTOCOL_VERSION}")));
        }
        let known = config::ALL
            .into_iter()
            .find(|c| c.number == number && c.size as u32 == size && c.address_bits() == [low, high]);
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

    /// Loads program, weights and norm parameters; `progress` hears of every packet how many of how many are handed over.
    ///
    /// # Errors
    /// Whatever the device fails with.
    pub fn load(
        &mut self,
        compiled: &Compiled,
        parameters: &Parameters,
        mut progress: impl FnMut(usize, usize),
    ) -> Result<(), DeviceError> {
        let mut packets = compiled.program_packets();
        packets.extend(compiled.parameter_packets(parameters));
        let total = packets.len();
        for (done, packet) in packets.into_iter().enumerate() {
            self.send(&packet)?;
            progress(done + 1, total);
        }
        Ok(())
    }

    /// Hands over one packet.
    ///
    /// # Errors
    /// Whatever the device fails with.
    pub fn send(&mut self, packet: &[u32]) -> Result<(), DeviceError> {
        self.device.send(packet)
    }

    /// The RESULT packets of `images` images, put together: `[image][output]`.
    ///
    /// # Errors
    /// Whatever the device fails with, and answers that the program does not give.
    pub fn results(&mut self, compiled: &Compiled, images: usize) -> Result<Array2<i8>, DeviceError> {
        let (lanes, outputs) = (compiled.plan.config.size, compiled.outputs());
        let mut results = Array2::zeros((images, outputs));
        for first in (0..images).step_by(lanes) {
            let rows = first..images.min(first + lanes);
            for (part, column) in (0..outputs).step_by(lanes).enumerate() {
                let columns = column..outputs.min(column + lanes);
                let (header, words) = self.expect(reply::RESULT, "RESULT")?;
                let (tag, length) = (part as u8, columns.len() * lanes / 4);
                if header.argument != tag || words.len() != length {
                    return Err(self.protocol(format!(
                        "RESULT with tag {} of {} words, expected tag {tag} of {length}",
                        header.argument,
                        words.len()
                    )));
                }
                let mut place = results.slice_mut(s![rows.clone(), columns]);
                for (mut column, words) in place.columns_mut().into_iter().zip(words.chunks_exact(lanes / 4))
                {
                    let codes = words.iter().flat_map(|word| unpack_codes(*word));
                    column
                        .iter_mut()
                        .zip(codes)
                        .for_each(|(place, code)| *place = code);
                }
            }
        }
        Ok(results)
    }

    /// Waits for the end of the program.
    ///
    /// # Errors
    /// Whatever the device fails with, and a program that stopped at an instruction that the core does not execute.
    pub fn done(&mut self) -> Result<(), DeviceError> {
        let (header, words) = self.expect(reply::DONE, "DONE")?;
        match header.argument {
            DONE_OK => Ok(()),
            _ => Err(self.protocol(format!(
                "the program stopped at instruction {words:?}, which the core does not execute"
            ))),
        }
    }

    /// Predicts: `images` (one a row) through the loaded network, each group's results to `take` in order.
    ///
    /// # Errors
    /// Whatever the device fails with, and answers that the program does not give.
    pub fn infer(
        &mut self,
        compiled: &Compiled,
        images: ArrayView2<i8>,
        mut take: impl FnMut(Array2<i8>),
    ) -> Result<(), DeviceError> {
        let (lanes, buffers) = (compiled.plan.config.size, compiled.plan.inputs.len());
        let groups = images.nrows().div_ceil(lanes);
        if groups == 0 {
            return Ok(());
        }
        let range = |group: usize| group * lanes..images.nrows().min((group + 1) * lanes);
        let run = Run {
            repetitions: groups as u32,
            ..Run::default()
        };
        self.send(&compiled.run_packet(0, 0, run))?;
        let mut sent = 0;
        for group in 0..groups {
            // One group in the array, one in each input buffer.
            while sent < groups.min(group + 1 + buffers) {
                let images = images.slice(s![range(sent), ..]);
                for packet in compiled.sample_packets(sent % buffers, images, &[]) {
                    self.send(&packet)?;
                }
                sent += 1;
            }
            take(self.results(compiled, range(group).len())?);
        }
        self.done()
    }

    /// Reads all weights and norm parameters back.
    ///
    /// # Errors
    /// Whatever the device fails with.
    pub fn parameters(&mut self, compiled: &Compiled) -> Result<Parameters, DeviceError> {
        for packet in compiled.read_packets() {
            self.send(&packet)?;
        }
        let mut all = Vec::new();
        for length in compiled.read_lengths() {
            let mut words = Vec::with_capacity(length);
            while words.len() < length {
                words.extend(self.expect(reply::DATA, "DATA")?.1);
            }
            if words.len() > length {
                return Err(self.protocol(format!("{} words of DATA, expected {length}", words.len())));
            }
            all.push(words);
        }
        Ok(compiled.parameters(&all))
    }

    /// Sets the counters to zero.
    ///
    /// # Errors
    /// Whatever the device fails with.
    pub fn clear_counters(&mut self) -> Result<(), DeviceError> {
        self.send(&packet(command::CLEAR, 0, &[]))
    }

    /// Reads the counters.
    ///
    /// # Errors
    /// Whatever the device fails with.
    pub fn counters(&mut self) -> Result<Counters, DeviceError> {
        self.send(&packet(command::COUNTERS, 0, &[]))?;
        let words = self.expect(reply::COUNTERS, "COUNTERS")?.1;
        if words.len() != 2 * COUNTERS.len() {
            return Err(self.protocol(format!(
                "{} words of counters, expected {}",
                words.len(),
                2 * COUNTERS.len()
            )));
        }
        Ok(Counters(std::array::from_fn(|i| {
            u64::from(words[2 * i]) | u64::from(words[2 * i + 1]) << 32
        })))
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
