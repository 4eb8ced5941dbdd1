//! How the flow does one job, and how its findings become figures.

use super::designs::Subject;
use super::plan::{Bench, Lacking, Timing};
use super::power;
use super::rows::{Figure, Files, Level, SHARED_PERIOD};
use super::summary::Pair;
use super::targets::Target;
use crate::failure::Failure;
use flow::asic::power::NetPower;
use flow::asic::{self, Library};
use flow::cache::Cache;
use flow::fpga;
use flow::simulate::{self, Memory, Setup};
use flow::tool::{command_line, Kind, Tool};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Square micrometres of a square millimetre.
const MM2: f64 = 1e6;

/// What is asked for, as far as figures depend on it.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Placements of a design on an FPGA.
    pub seeds: u32,
    /// The options, as `--variant plain`, where they leave out designs that share a clock with others: without them the clock
    /// is another one.
    pub scope: Option<Vec<String>>,
}

/// The flow with its tools and libraries, all there and read.
pub struct Flow<'a> {
    folder: &'a Path,
    cache: &'a Cache,
    asked: Asked,
    libraries: BTreeMap<String, Library>,
    tools: Vec<String>,
}

/// How a design keeps up: of a run of its Verilog, whose results were golden's.
struct Rhythm {
    /// Cycles from the first sample to the first result.
    latency: f64,
    /// Cycles of a sample at the pace that it keeps up.
    cycles: f64,
}

impl<'a> Flow<'a> {
    /// Finds the tools that `targets` need and reads their libraries, before any work.
    ///
    /// # Errors
    /// [`Failure::Input`]: one sentence for a tool that is missing or too old, and for a library that is broken.
    pub fn new(
        targets: &[Target],
        asked: Asked,
        folder: &'a Path,
        cache: &'a Cache,
    ) -> Result<Flow<'a>, Failure> {
        let mut kinds = vec![Kind::Yosys, Kind::Iverilog, Kind::Vvp];
        let mut libraries = BTreeMap::new();
        for target in targets {
            kinds.push(match target {
                Target::Fpga { device, .. } => match device {
                    fpga::Target::Ecp5 => Kind::NextpnrEcp5,
                    fpga::Target::Up5k | fpga::Target::Hx8k => Kind::NextpnrIce40,
                    fpga::Target::Gw2a => Kind::NextpnrGowin,
                },
                Target::Asic { .. } => Kind::Sta,
            });
        }
        let mut tools: Vec<String> = Vec::new();
        for kind in kinds {
            let tool = Tool::find(kind).map_err(Failure::input)?.identity();
            if !tools.contains(&tool) {
                tools.push(tool);
            }
        }
        for target in targets {
            if let Target::Asic { name, path } = target {
                let library = match path {
                    Some(path) => Library::read(path).map_err(asic::Error::from),
                    None => asic::installed(name),
                };
                libraries.insert(name.clone(), library.map_err(Failure::input)?);
            }
        }
        Ok(Flow {
            folder,
            cache,
            asked,
            libraries,
            tools,
        })
    }

    /// Names and versions of the tools.
    pub fn tools(&self) -> Vec<String> {
        self.tools.clone()
    }

    /// A file of the cache as the user sees it: in the folder of the report, however that was given.
    pub fn shown(&self, file: &Path) -> PathBuf {
        match file.strip_prefix(self.cache.folder()) {
            Ok(inside) => self.folder.join("cache").join(inside),
            Err(_) => file.to_owned(),
        }
    }

    /// The command that makes the figures of a design on a target; `rivals` for those at a clock that it shares.
    fn command(&self, subject: &Subject, target: &Target, rivals: bool) -> String {
        let mut words = vec!["compare".to_owned()];
        match (rivals, &self.asked.scope) {
            (true, Some(scope)) => words.extend(scope.iter().cloned()),
            _ => {
                words.extend(["--level".to_owned(), subject.level.to_string()]);
                let mut functions = vec![subject.function.as_str()];
                let pair = Pair::of(subject.level, &subject.function);
                if let Some(pair) = pair.filter(|pair| rivals && pair.l1 != pair.l2) {
                    functions = vec![pair.l1, pair.l2];
                }
                for function in functions {
                    words.extend(["--function".to_owned(), function.to_owned()]);
                }
            }
        }
        words.extend(["--bits".to_owned(), subject.bits.to_string()]);
        words.extend(["--target".to_owned(), target.name().to_owned()]);
        match target {
            Target::Fpga { .. } => words.extend(["--seeds".to_owned(), self.asked.seeds.to_string()]),
            Target::Asic { path: Some(path), .. } => {
                words.extend(["--liberty".to_owned(), path.display().to_string()]);
            }
            Target::Asic { path: None, .. } => {}
        }
        command_line("signum", &words)
    }

    /// The figure `name` without a note, by the files that the flow names.
    fn figure(&self, name: &str, value: f64, unit: &str, command: &str, files: &[(&str, PathBuf)]) -> Figure {
        let file = |role: &str| {
            let file = files.iter().find(|(known, _)| *known == role);
            file.map(|(_, path)| self.shown(path))
        };
        Figure {
            name: name.to_owned(),
            value,
            unit: unit.to_owned(),
            note: None,
            command: command.to_owned(),
            files: Files {
                netlist: file("netlist"),
                stimulus: file("stimulus"),
                activity: file("activity"),
                library: file("library"),
                timing: file("timing"),
                routing: file("routing"),
                power: file("power"),
                commands: file("commands"),
            },
        }
    }

    /// Latency and throughput. A primitive takes a sample a cycle by its very build, and a run for energy compares every
    /// cycle of it; of the rest a run tells.
    fn rhythm(&self, subject: &Subject) -> Result<Rhythm, String> {
        if let (Level::Primitive, Some(latency)) = (subject.level, subject.latency) {
            return Ok(Rhythm {
                latency: f64::from(latency),
                cycles: 1.0,
            });
        }
        const DESIGN: &str = "design.v";
        const RHYTHM: &str = "rhythm.json";
        let design = &subject.design;
        let (stimulus, expected) = (design.bench.stimulus_hex(), design.bench.expected_hex());
        let version = Tool::find(Kind::Iverilog).map_err(|e| e.to_string())?.identity();
        let parts: [(&str, &[u8]); 5] = [
            ("what it is", b"rhythm 2"),
            ("design", design.verilog.as_bytes()),
            ("stimulus", stimulus.as_bytes()),
            ("expected", expected.as_bytes()),
            ("simulator", version.as_bytes()),
        ];
        let run = |folder: &Path| -> std::io::Result<()> {
            std::fs::write(folder.join(DESIGN), &design.verilog)?;
            let setup = Setup::new(&design.name, &[DESIGN]);
            let run = simulate::run(folder, "rtl", &design.bench, &setup).map_err(std::io::Error::other)?;
            let text = serde_json::to_string(&(run.latency, run.sustained()))?;
            std::fs::write(folder.join(RHYTHM), text)
        };
        let entry = self.cache.entry(&parts, run).map_err(|e| e.to_string())?;
        let text = flow::cache::kept(&entry.join(RHYTHM)).map_err(|e| e.to_string())?;
        let (latency, cycles) = serde_json::from_str(&text).map_err(|e| e.to_string())?;
        Ok(Rhythm { latency, cycles })
    }

    /// What follows from the fastest clock, said in `words`, and the rhythm.
    fn pace(
        &self,
        subject: &Subject,
        clock: f64,
        words: &str,
        command: &str,
        files: &[(&str, PathBuf)],
    ) -> Result<[Figure; 3], String> {
        let Rhythm { latency, cycles } = self.rhythm(subject)?;
        let figure = |name, value, unit| self.figure(name, value, unit, command, files);
        let noted = |figure: Figure, note: String| Figure {
            note: Some(note),
            ..figure
        };
        Ok([
            figure("latency_cycles", latency, "cycles"),
            noted(
                figure("latency", 1e3 * latency / clock, "ns"),
                format!("at {words}"),
            ),
            noted(
                figure("samples_per_second", 1e6 * clock / cycles, "samples/s"),
                format!("one lane at {words}, {cycles:.3} cycles a sample"),
            ),
        ])
    }

    fn fpga(&self, subject: &Subject, target: &Target, device: fpga::Target) -> Result<Timing, Lacking> {
        let command = &self.command(subject, target, false);
        let found = fpga::measure(
            &subject.design,
            device,
            subject.cells,
            self.asked.seeds,
            self.cache,
        )
        .map_err(|error| match error {
            fpga::Error::DoesNotFit { .. } | fpga::Error::Crowded { .. } => {
                Lacking::DoesNotFit(error.to_string())
            }
            _ => Lacking::Failed(error.to_string()),
        })?;
        let files = &found.files;
        let fmax = &found.fmax_mhz;
        let mut figures = Vec::new();
        for (name, value) in [
            ("fmax", fmax.median),
            ("fmax_min", fmax.min),
            ("fmax_max", fmax.max),
        ] {
            figures.push(self.figure(name, value, "MHz", command, files));
        }
        let path = found.critical_path.as_ref().map_or(String::new(), |path| {
            let place = if path.in_unit {
                ""
            } else {
                ", in the wrapper around the unit"
            };
            format!("; its slowest path {} to {}{place}", path.from, path.to)
        });
        figures[0].note = Some(format!("median of {} placements{path}", self.asked.seeds));
        for (name, count) in found.resources.named() {
            figures.push(self.figure(name, count as f64, "cells", command, files));
        }
        let (clock, words) = match device.clock_network_mhz() {
            Some(most) if most < fmax.median => (
                most,
                format!("the {most} MHz that the device's clock network carries"),
            ),
            _ => (fmax.median, "fmax".to_owned()),
        };
        let pace = self.pace(subject, clock, &words, command, files)?;
        let speed = pace[2].value;
        figures.extend(pace);
        if let Some((share, scarce)) = device.resources().share(&found.resources) {
            figures.push(Figure {
                note: Some(format!(
                    "of the device's {scarce}, of which it takes the largest share"
                )),
                ..self.figure("share", 100.0 * share, "%", command, files)
            });
        }
        if let Some((lanes, scarce)) = found.lanes {
            let mut figure = self.figure("lanes", lanes as f64, "lanes", command, files);
            figure.note = Some(format!(
                "as many as {device} holds with a tenth of its cells left free, {scarce} being scarcest"
            ));
            figures.push(figure);
            let mut figure = self.figure(
                "samples_per_second_device",
                speed * lanes as f64,
                "samples/s",
                command,
                files,
            );
            figure.note = Some("all lanes at the clock of one".to_owned());
            figures.push(figure);
        }
        Ok(Timing {
            fmax: fmax.median,
            figures,
        })
    }

    fn asic(&self, subject: &Subject, target: &Target, library: &Library) -> Result<Timing, String> {
        let command = &self.command(subject, target, false);
        let found =
            asic::measure(&subject.design, library, subject.aim, self.cache).map_err(|e| e.to_string())?;
        let figure = |name, value, unit| self.figure(name, value, unit, command, &found.files);
        let mut figures = vec![
            figure("fmax", found.fmax_mhz, "MHz"),
            figure("area", found.area_um2, "um2"),
            figure("leakage", found.leakage_nw, "nW"),
        ];
        figures[0].note = Some(format!("slowest path {}", found.critical_path));
        let pace = self.pace(subject, found.fmax_mhz, "fmax", command, &found.files)?;
        let speed = pace[2].value;
        figures.extend(pace);
        let (memory, keeper) = &found.bare_memory;
        let whole = found.area_um2 + memory;
        if subject.level != Level::Primitive {
            figures.push(Figure {
                note: Some(format!("memories as bare {keeper}, without what addresses them")),
                ..figure("area_with_memory", whole, "um2")
            });
        }
        if whole > 0.0 {
            figures.push(Figure {
                note: Some(
                    "lanes at fmax on a square millimetre of cells, their memories included".to_owned(),
                ),
                ..figure("samples_per_second_mm2", speed * MM2 / whole, "samples/s/mm2")
            });
        }
        let words: Vec<String> = found.memories.iter().map(Memory::in_words).collect();
        let bits: u64 = found.memories.iter().map(Memory::bits).sum();
        if bits > 0 {
            figures.push(Figure {
                note: Some(format!("kept apart, not in the area: {}", words.join("; "))),
                ..figure("memory_bits", bits as f64, "bits")
            });
        }
        if let Some(access) = found.access_ns {
            figures.push(Figure {
                note: Some("a memory that takes longer to read slows the unit down".to_owned()),
                ..figure("memory_access", access, "ns")
            });
        }
        Ok(Timing {
            fmax: found.fmax_mhz,
            figures,
        })
    }

    /// Toggles weighted by routing or by fan-out. It does not depend on the clock: there are no delays in it and no leakage. On the
    /// device that currents of are published, picojoules beside it, and microwatts at the shared clock.
    fn fpga_energy(
        &self,
        subject: &Subject,
        target: &Target,
        device: fpga::Target,
        period_ns: f64,
    ) -> Result<Vec<Figure>, String> {
        let found = fpga::energy(&subject.design, device, subject.cells, self.cache);
        let found = found.map_err(|error| error.to_string())?;
        let energy = found.energy;
        let command = self.command(subject, target, false);
        let how = match found.seed {
            Some(seed) => format!("of seed {seed}"),
            None => "with nets weighted by fan-out".to_owned(),
        };
        let note = format!(
            "{} {how}, {} samples, relative to this device",
            found.basis, energy.samples
        );
        let figure = |name, value| Figure {
            note: Some(note.clone()),
            ..self.figure(name, value, "units", &command, &found.files)
        };
        let mut figures = vec![
            figure("energy", energy.total()),
            figure("energy_wires", energy.wires),
            figure("energy_clock", energy.clock),
        ];
        if device == fpga::Target::Up5k {
            let shared = self.command(subject, target, true);
            for (name, value, unit, note) in power::up5k(&energy, period_ns) {
                figures.push(Figure {
                    note: Some(note),
                    ..self.figure(name, value, unit, &shared, &found.files)
                });
            }
            figures.push(self.shared_period(period_ns, &shared));
        }
        Ok(figures)
    }

    fn asic_energy(
        &self,
        subject: &Subject,
        target: &Target,
        library: &Library,
        period_ns: f64,
    ) -> Result<Vec<Figure>, String> {
        let found = asic::energy(&subject.design, library, subject.aim, period_ns, self.cache)
            .map_err(|e| e.to_string())?;
        let command = self.command(subject, target, true);
        let note = format!("at {period_ns} ns a cycle, {} samples", found.samples);
        let figure = |name, value| Figure {
            note: Some(note.clone()),
            ..self.figure(name, value, "pJ", &command, &found.files)
        };
        let by_hand = found.hand_check.iter().map(|net| Figure {
            note: Some(by_hand(net)),
            ..self.figure(
                "net_switching",
                1e6 * net.formula_watts(),
                "uW",
                &command,
                &found.files,
            )
        });
        let figures = vec![
            figure("energy", found.sdf.total_pj()),
            Figure {
                note: Some(note.clone()),
                ..self.figure(
                    "energy_zero_delay",
                    found.zero_delay.total_pj(),
                    "pJ",
                    &command,
                    &found.zero_delay_files,
                )
            },
            figure("energy_switching", found.sdf.switching_pj),
            figure("energy_internal", found.sdf.internal_pj),
            figure("energy_leakage", found.sdf.leakage_pj),
        ];
        let accesses = (found.accesses > 0.0).then(|| Figure {
            note: Some(
                "written to memories and read from them; their energy is not in the figures".to_owned(),
            ),
            ..self.figure(
                "memory_accesses",
                found.accesses,
                "words/sample",
                &command,
                &found.files,
            )
        });
        let period = self.shared_period(period_ns, &command);
        Ok(figures
            .into_iter()
            .chain(accesses)
            .chain(by_hand)
            .chain([period])
            .collect())
    }

    /// The clock that the energies are of.
    fn shared_period(&self, period_ns: f64, command: &str) -> Figure {
        Figure {
            note: Some("the clock of energy, leakage and power: of all designs of the comparison".to_owned()),
            ..self.figure(SHARED_PERIOD, period_ns, "ns", command, &[])
        }
    }
}

/// What the switching power of one net is made from, for whoever works it out again.
fn by_hand(net: &NetPower) -> String {
    let pins: Vec<String> = net
        .loads
        .iter()
        .map(|(instance, cell, pin, [rise, fall])| match rise == fall {
            true => format!("{instance} {cell}/{pin} {rise:.6}"),
            false => format!("{instance} {cell}/{pin} {rise:.6} rising {fall:.6} falling"),
        })
        .collect();
    format!(
        "the net {} behind {}: {:.6} pF (wire {:.6}, ports {:.6}, pins {}; of both edges the larger sum) x ({} V)^2 / 2 x {} changes / {:.4e} s; OpenSTA \
         gives {:.4} uW",
        net.net,
        net.driver,
        net.capacitance_pf(),
        net.wire_pf,
        net.port_pf,
        pins.join(", "),
        net.voltage,
        net.toggles,
        net.window,
        1e6 * net.sta_watts
    )
}

impl Bench for Flow<'_> {
    fn timing(&self, subject: &Subject, target: &Target) -> Result<Timing, Lacking> {
        match target {
            Target::Fpga { device, .. } => self.fpga(subject, target, *device),
            Target::Asic { name, .. } => match self.libraries.get(name) {
                Some(library) => Ok(self.asic(subject, target, library)?),
                None => Err(format!("the library {name} was not read").into()),
            },
        }
    }

    fn energy(&self, subject: &Subject, target: &Target, period_ns: f64) -> Result<Vec<Figure>, String> {
        match target {
            Target::Fpga { device, .. } => self.fpga_energy(subject, target, *device, period_ns),
            Target::Asic { name, .. } => match self.libraries.get(name) {
                Some(library) => self.asic_energy(subject, target, library, period_ns),
                None => Err(format!("the library {name} was not read")),
            },
        }
    }
}
