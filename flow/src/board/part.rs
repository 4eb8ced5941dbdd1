//! The FPGAs that boards carry.

use crate::fpga::{Resources, Target};
use crate::tool::Kind;
use serde::Deserialize;

/// An FPGA in its package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Part {
    /// Lattice ECP5, 84,000 look-up tables.
    #[serde(rename = "LFE5U-85F-6BG381C")]
    Lfe5u85,
    /// Lattice ECP5, 24,000 look-up tables.
    #[serde(rename = "LFE5U-25F-6BG381C")]
    Lfe5u25,
    /// Lattice iCE40 UltraPlus.
    #[serde(rename = "ICE40UP5K-SG48")]
    Up5k,
    /// Gowin GW2AR-18, as on the Tang Nano 20K.
    #[serde(rename = "GW2AR-LV18QN88C8/I7")]
    Gw2ar18,
}

impl Part {
    /// All parts.
    pub const ALL: [Part; 4] = [Part::Lfe5u85, Part::Lfe5u25, Part::Up5k, Part::Gw2ar18];

    /// The order number.
    pub fn name(self) -> &'static str {
        match self {
            Part::Lfe5u85 => "LFE5U-85F-6BG381C",
            Part::Lfe5u25 => "LFE5U-25F-6BG381C",
            Part::Up5k => "ICE40UP5K-SG48",
            Part::Gw2ar18 => "GW2AR-LV18QN88C8/I7",
        }
    }

    /// The family, by the device of it that designs are compared on.
    pub fn family(self) -> Target {
        match self {
            Part::Lfe5u85 | Part::Lfe5u25 => Target::Ecp5,
            Part::Up5k => Target::Up5k,
            Part::Gw2ar18 => Target::Gw2a,
        }
    }

    /// What it has, as the placement tool counts.
    pub fn resources(self) -> Resources {
        match self {
            Part::Lfe5u25 => Resources {
                logic: 24_288,
                registers: 24_288,
                dsp: 28,
                memory: 56,
            },
            other => other.family().resources(),
        }
    }

    /// How the name of a constraints file ends.
    pub fn pins_ending(self) -> &'static str {
        match self.family() {
            Target::Ecp5 => ".lpf",
            Target::Gw2a => ".cst",
            _ => ".pcf",
        }
    }

    /// How the name of a bitstream ends.
    pub fn bitstream_ending(self) -> &'static str {
        match self.family() {
            Target::Ecp5 => "bit",
            Target::Gw2a => "fs",
            _ => "bin",
        }
    }

    /// Yosys' command for `top`. Wide multiplexers of ECP5 and Gowin cost large designs several times their look-up tables;
    /// Gowin's multipliers are not timed by the placement tool.
    pub(crate) fn synthesis(self, top: &str) -> String {
        match self.family() {
            Target::Ecp5 => format!("synth_ecp5 -nowidelut -top {top}"),
            Target::Gw2a => format!("synth_gowin -family gw2a -nodsp -nowidelut -top {top}"),
            _ => format!("synth_ice40 -device u -dsp -spram -top {top}"),
        }
    }

    /// Arguments of the placement tool that name the device, its pins and what it writes.
    pub(super) fn arguments(self, pins: &str, placed: &str) -> Vec<String> {
        let all: &[&str] = match self {
            Part::Lfe5u85 => &[
                "--85k",
                "--package",
                "CABGA381",
                "--speed",
                "6",
                "--lpf",
                pins,
                "--textcfg",
                placed,
            ],
            Part::Lfe5u25 => &[
                "--25k",
                "--package",
                "CABGA381",
                "--speed",
                "6",
                "--lpf",
                pins,
                "--textcfg",
                placed,
            ],
            Part::Up5k => &["--up5k", "--package", "sg48", "--pcf", pins, "--asc", placed],
            Part::Gw2ar18 => &[
                "--device",
                "GW2AR-LV18QN88C8/I7",
                "--vopt",
                "family=GW2A-18C",
                "--vopt",
                pins,
                "--write",
                placed,
            ],
        };
        let mut all: Vec<String> = all.iter().map(|argument| (*argument).to_owned()).collect();
        if self == Part::Gw2ar18 {
            all[5] = format!("cst={pins}");
        }
        all
    }

    /// The tool that makes a bitstream of what was placed, and its arguments.
    pub(super) fn packer(self, placed: &str, bitstream: &str) -> (Kind, Vec<String>) {
        let (kind, all): (Kind, &[&str]) = match self.family() {
            Target::Ecp5 => (
                Kind::Ecppack,
                &["--compress", "--input", placed, "--bit", bitstream],
            ),
            Target::Gw2a => (Kind::GowinPack, &["-d", "GW2A-18C", "-o", bitstream, placed]),
            _ => (Kind::Icepack, &[placed, bitstream]),
        };
        (kind, all.iter().map(|argument| (*argument).to_owned()).collect())
    }
}
