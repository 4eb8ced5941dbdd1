//! The devices: what each has, and how its tools are called.

use crate::tool::Kind;
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// A device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// Lattice LFE5U-85F, speed grade 6, CABGA381.
    Ecp5,
    /// Lattice iCE40UP5K, SG48.
    Up5k,
    /// Lattice iCE40HX8K, CT256.
    Hx8k,
    /// Gowin GW2A-18C, PBGA256, C8/I7. Its multipliers, carry cells and wide multiplexers are left unused: the tool
    /// leaves paths through them out of the timing, for a netlist sometimes and for the same one renamed not.
    Gw2a,
}

/// A name that is no device's.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("there is no target {0}; expected ecp5-85, up5k, hx8k or gw2a")]
pub struct UnknownTarget(String);

impl FromStr for Target {
    type Err = UnknownTarget;
    fn from_str(text: &str) -> Result<Target, UnknownTarget> {
        let found = Target::ALL.into_iter().find(|target| target.name() == text);
        found.ok_or_else(|| UnknownTarget(text.to_owned()))
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What a device has, or a design needs of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Resources {
    /// Logic: on iCE40 logic cells (a LUT, a carry and a register that are used together or not at all), elsewhere LUTs.
    pub logic: u64,
    /// Registers.
    pub registers: u64,
    /// Multipliers.
    pub dsp: u64,
    /// Blocks of memory.
    pub memory: u64,
}

impl Resources {
    /// Each resource with its name.
    pub fn named(&self) -> [(&'static str, u64); 4] {
        [
            ("logic", self.logic),
            ("registers", self.registers),
            ("dsp", self.dsp),
            ("memory", self.memory),
        ]
    }

    /// How often `unit` fits into these resources, and by which of them no more: `floor(min(have / needed))`.
    pub fn lanes(&self, unit: &Resources) -> Option<(u64, &'static str)> {
        let pairs = self.named().into_iter().zip(unit.named());
        let times = pairs
            .filter(|(_, (_, needed))| *needed > 0)
            .map(|((name, have), (_, needed))| (have / needed, name));
        times.min_by_key(|(times, _)| *times)
    }

    /// The largest share of one of these resources that `unit` takes, and whose: `max(needed / have)`.
    pub fn share(&self, unit: &Resources) -> Option<(f64, &'static str)> {
        let pairs = self.named().into_iter().zip(unit.named());
        let shares = pairs
            .filter(|(_, (_, needed))| *needed > 0)
            .map(|((name, have), (_, needed))| (needed as f64 / have as f64, name));
        shares.max_by(|a, b| a.0.total_cmp(&b.0))
    }

    /// What is left of these resources beside `count` times `unit`.
    pub fn beside(&self, count: u64, unit: &Resources) -> Resources {
        let left = |have: u64, needed: u64| have.saturating_sub(needed.saturating_mul(count));
        Resources {
            logic: left(self.logic, unit.logic),
            registers: left(self.registers, unit.registers),
            dsp: left(self.dsp, unit.dsp),
            memory: left(self.memory, unit.memory),
        }
    }
}

/// Which cells a design may be made of, besides look-up tables, registers and memories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cells {
    /// Carry chains.
    Carries,
    /// Carry chains and multiplier blocks.
    Multipliers,
    /// None.
    Tables,
}

impl Target {
    /// All devices.
    pub const ALL: [Target; 4] = [Target::Ecp5, Target::Up5k, Target::Hx8k, Target::Gw2a];

    /// The name it is asked for by.
    pub fn name(self) -> &'static str {
        match self {
            Target::Ecp5 => "ecp5-85",
            Target::Up5k => "up5k",
            Target::Hx8k => "hx8k",
            Target::Gw2a => "gw2a",
        }
    }

    /// The part.
    pub fn part(self) -> &'static str {
        match self {
            Target::Ecp5 => "LFE5U-85F-6BG381",
            Target::Up5k => "iCE40UP5K-SG48",
            Target::Hx8k => "iCE40HX8K-CT256",
            Target::Gw2a => "GW2A-LV18PG256C8/I7",
        }
    }

    /// Whether designs may use its multipliers.
    pub fn has_dsp(self) -> bool {
        matches!(self, Target::Ecp5 | Target::Up5k)
    }

    /// Whether it is one of the iCE40 family.
    pub fn is_ice40(self) -> bool {
        matches!(self, Target::Up5k | Target::Hx8k)
    }

    /// What it has, as the placement tool counts.
    pub fn resources(self) -> Resources {
        let (logic, registers, dsp, memory) = match self {
            Target::Ecp5 => (83_640, 83_640, 156, 208),
            Target::Up5k => (5_280, 5_280, 8, 30),
            Target::Hx8k => (7_680, 7_680, 0, 32),
            Target::Gw2a => (20_736, 15_552, 0, 46),
        };
        Resources {
            logic,
            registers,
            dsp,
            memory,
        }
    }

    /// What of it designs can be placed on: nine tenths of its logic and registers, for placement comes to no end on a device
    /// that is nearly full (7,347 cells of an HX8K's 7,680), and all of its blocks.
    pub fn usable(self) -> Resources {
        let all = self.resources();
        Resources {
            logic: all.logic * 9 / 10,
            registers: all.registers * 9 / 10,
            ..all
        }
    }

    /// The fastest clock in megahertz that its clock network carries, as its data sheet says: FPGA-DS-02012 (grade 6),
    /// FPGA-DS-02008, FPGA-DS-02029. Of the GW2A none is known here. The placement tool does not know of these limits.
    pub fn clock_network_mhz(self) -> Option<f64> {
        match self {
            Target::Ecp5 => Some(257.0),
            Target::Up5k => Some(185.0),
            Target::Hx8k => Some(275.0),
            Target::Gw2a => None,
        }
    }

    /// The placement tool.
    pub fn nextpnr(self) -> Kind {
        match self {
            Target::Ecp5 => Kind::NextpnrEcp5,
            Target::Up5k | Target::Hx8k => Kind::NextpnrIce40,
            Target::Gw2a => Kind::NextpnrGowin,
        }
    }

    /// Arguments of the placement tool that name the device.
    pub(crate) fn device_arguments(self) -> &'static [&'static str] {
        match self {
            Target::Ecp5 => &[
                "--85k",
                "--package",
                "CABGA381",
                "--speed",
                "6",
                "--lpf-allow-unconstrained",
            ],
            // A clock enable on a global net takes 3 to 6 ns to get there: more than the paths that it begins.
            Target::Up5k => &[
                "--up5k",
                "--package",
                "sg48",
                "--pcf-allow-unconstrained",
                "--no-promote-ce",
            ],
            Target::Hx8k => &[
                "--hx8k",
                "--package",
                "ct256",
                "--pcf-allow-unconstrained",
                "--no-promote-ce",
            ],
            Target::Gw2a => &["--device", "GW2A-LV18PG256C8/I7", "--vopt", "family=GW2A-18C"],
        }
    }

    /// nextpnr's arguments that name a router, the one to begin with first. Each of iCE40's two comes to no end on some
    /// placements; none has been seen that neither ends on.
    pub(crate) fn routers(self) -> &'static [&'static [&'static str]] {
        match self {
            Target::Up5k | Target::Hx8k => &[&["--router", "router2"], &["--router", "router1"]],
            Target::Ecp5 | Target::Gw2a => &[&[]],
        }
    }

    /// nextpnr's arguments that name another router, for a run of its own where those above come to no end. On Gowin the
    /// first one places all but some wide squares.
    pub(crate) fn last_router(self) -> Option<&'static [&'static str]> {
        (self == Target::Gw2a).then_some(&["--router", "router2"])
    }

    /// The Yosys command that maps to the family's cells, up to the cells themselves but without names made of the path
    /// to each cell: those grow to kilobytes. `pads`: whether the top's ports are pins of the device.
    ///
    /// Gowin's wide multiplexers are left out: on all designs tried they cost speed and look-up tables.
    pub(crate) fn synthesis(self, top: &str, cells: Cells, pads: bool) -> String {
        let multiply = cells == Cells::Multipliers && self.has_dsp();
        let carry = cells != Cells::Tables;
        match self {
            Target::Ecp5 => {
                let dsp = if multiply { "" } else { " -nodsp" };
                let carry = if carry { "" } else { " -noccu2" };
                format!("synth_ecp5{dsp}{carry} -top {top} -run begin:check")
            }
            Target::Up5k | Target::Hx8k => {
                let device = if self == Target::Up5k { "u" } else { "hx" };
                let dsp = if multiply { " -dsp" } else { "" };
                let carry = if carry { "" } else { " -nocarry" };
                format!("synth_ice40 -device {device}{dsp}{carry} -top {top} -run begin:check")
            }
            Target::Gw2a => {
                let pads = if pads { "" } else { " -noiopads" };
                let carry = if carry { "" } else { " -noalu" };
                format!(
                    "synth_gowin -family gw2a -nodsp -nowidelut{carry}{pads} -top {top} -run begin:map_cells; \
                     techmap -map +/gowin/cells_map.v; opt_lut_ins -tech gowin; clean"
                )
            }
        }
    }

    /// The commands for a netlist that is complete: Gowin wants constants from cells, one of each.
    pub(crate) fn finish(self) -> &'static str {
        match self {
            Target::Gw2a => "hilomap -singleton -hicell VCC V -locell GND G\nclean\n",
            _ => "",
        }
    }

    /// Adds up what cells of a synthesised netlist take. Logic of iCE40 is an upper bound here: which LUTs, carries and
    /// registers share a logic cell is known after packing.
    pub(crate) fn count<'a>(self, cells: impl Iterator<Item = (&'a str, u64)>) -> Resources {
        let mut sum = Resources::default();
        for (kind, number) in cells {
            match (self, kind) {
                (Target::Ecp5, "LUT4") => sum.logic += number,
                (Target::Ecp5, "CCU2C") => sum.logic += 2 * number,
                // Four bits of memory in four LUTs, two more for the write port.
                (Target::Ecp5, "TRELLIS_DPR16X4") => sum.logic += 6 * number,
                (Target::Ecp5, "TRELLIS_FF") => sum.registers += number,
                (Target::Ecp5, "MULT18X18D") => sum.dsp += number,
                (Target::Ecp5, "DP16KD" | "PDPW16KD") => sum.memory += number,
                (Target::Up5k | Target::Hx8k, "SB_LUT4") => sum.logic += number,
                (Target::Up5k | Target::Hx8k, "SB_MAC16") => sum.dsp += number,
                (Target::Up5k | Target::Hx8k, kind) if kind.starts_with("SB_DFF") => sum.registers += number,
                (Target::Up5k | Target::Hx8k, kind) if kind.starts_with("SB_RAM40") => sum.memory += number,
                (Target::Gw2a, "LUT1" | "LUT2" | "LUT3" | "LUT4" | "ALU") => sum.logic += number,
                (Target::Gw2a, "RAM16SDP4" | "RAM16SP4") => sum.logic += 4 * number,
                (Target::Gw2a, "RAM16SDP2" | "RAM16SP2") => sum.logic += 2 * number,
                (Target::Gw2a, "RAM16SDP1" | "RAM16SP1") => sum.logic += number,
                (Target::Gw2a, kind) if kind.starts_with("DFF") => sum.registers += number,
                (Target::Gw2a, kind)
                    if [
                        "SP", "DP", "SDP", "SPX9", "DPX9", "SDPX9", "SDPB", "SDPX9B", "DPB", "DPX9B",
                    ]
                    .contains(&kind) =>
                {
                    sum.memory += number;
                }
                _ => {}
            }
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        for target in Target::ALL {
            assert_eq!(target.to_string().parse(), Ok(target));
        }
        let error = "hx1k".parse::<Target>().unwrap_err().to_string();
        assert_eq!(
            error,
            "there is no target hx1k; expected ecp5-85, up5k, hx8k or gw2a"
        );
    }

    #[test]
    fn lanes_are_bounded_by_the_scarcest_resource() {
        let unit = Resources {
            logic: 100,
            registers: 10,
            dsp: 3,
            memory: 0,
        };
        assert_eq!(Target::Up5k.resources().lanes(&unit), Some((2, "dsp")));
        assert_eq!(Target::Hx8k.resources().lanes(&unit), Some((0, "dsp")));
        let unit = Resources { dsp: 0, ..unit };
        assert_eq!(Target::Hx8k.resources().lanes(&unit), Some((76, "logic")));
        assert_eq!(Target::Hx8k.usable().lanes(&unit), Some((69, "logic")));
        assert_eq!(Target::Hx8k.resources().lanes(&Resources::default()), None);
        assert_eq!(Target::Hx8k.resources().share(&Resources::default()), None);
        let half = Resources {
            logic: 1536,
            memory: 16,
            ..Resources::default()
        };
        assert_eq!(Target::Hx8k.resources().share(&half), Some((0.5, "memory")));
        let left = Target::Hx8k.resources().beside(1, &half);
        assert_eq!((left.logic, left.registers, left.memory), (6144, 7680, 16));
        assert_eq!(left.beside(2, &half).memory, 0);
    }
}
