//! Dividers of the PLLs.

use super::part::Part;
use crate::fpga::Target;

/// A PLL that makes a clock exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pll {
    /// Divides the input, to what is compared.
    pub input: u64,
    /// Divides the output, to what is compared: `output = input_hz / input * feedback`.
    pub feedback: u64,
    /// Divides the oscillator: `oscillator = output * post`.
    pub post: u64,
}

/// Bounds of a family's PLL: FPGA-TN-02200 (ECP5), UG286 and DS226 (GW2AR).
struct Bounds {
    input: u64,
    feedback: u64,
    post: &'static [u64],
    compared_hz: std::ops::RangeInclusive<u64>,
    oscillator_hz: std::ops::RangeInclusive<u64>,
}

const ECP5_POST: [u64; 128] = {
    let mut all = [0; 128];
    let mut i = 0;
    while i < 128 {
        all[i] = i as u64 + 1;
        i += 1;
    }
    all
};

fn bounds(part: Part) -> Option<Bounds> {
    match part.family() {
        Target::Ecp5 => Some(Bounds {
            input: 128,
            feedback: 80,
            post: &ECP5_POST,
            compared_hz: 3_125_000..=400_000_000,
            oscillator_hz: 400_000_000..=800_000_000,
        }),
        Target::Gw2a => Some(Bounds {
            input: 64,
            feedback: 64,
            post: &[2, 4, 8, 16, 32, 48, 64, 80, 96, 112, 128],
            compared_hz: 3_000_000..=500_000_000,
            oscillator_hz: 500_000_000..=1_250_000_000,
        }),
        _ => None,
    }
}

impl Pll {
    /// The PLL of `part` that makes `output_hz` of `input_hz`, with the smallest dividers; of those with the same, the one
    /// with the oscillator nearest to the middle of its range. `None`: no dividers make it exactly.
    pub fn new(part: Part, input_hz: u64, output_hz: u64) -> Option<Pll> {
        let bounds = bounds(part)?;
        let middle = (bounds.oscillator_hz.start() + bounds.oscillator_hz.end()) / 2;
        for input in 1..=bounds.input {
            let compared = input_hz / input;
            if input_hz % input != 0 || !bounds.compared_hz.contains(&compared) || output_hz % compared != 0 {
                continue;
            }
            let feedback = output_hz / compared;
            let posts = bounds.post.iter().copied();
            let post = posts
                .filter(|post| bounds.oscillator_hz.contains(&(output_hz * post)))
                .min_by_key(|post| (output_hz * post).abs_diff(middle));
            if let (1.., true, Some(post)) = (feedback, feedback <= bounds.feedback, post) {
                return Some(Pll {
                    input,
                    feedback,
                    post,
                });
            }
        }
        None
    }

    /// The instance `pll` that makes `clock` and `locked` of `clock_in`.
    pub(super) fn verilog(&self, part: Part, input_hz: u64, output_hz: u64) -> String {
        let Pll {
            input,
            feedback,
            post,
        } = *self;
        let megahertz = |hertz: u64| hertz as f64 / 1e6;
        match part.family() {
            Target::Ecp5 => format!(
                "  (* FREQUENCY_PIN_CLKI=\"{}\", FREQUENCY_PIN_CLKOP=\"{}\", ICP_CURRENT=\"12\", LPF_RESISTOR=\"8\" *)\n  \
                 EHXPLLL #(.CLKI_DIV({input}), .CLKFB_DIV({feedback}), .CLKOP_DIV({post}), .CLKOP_CPHASE({phase}),\n    \
                 .CLKOP_FPHASE(0), .CLKOP_ENABLE(\"ENABLED\"), .FEEDBK_PATH(\"CLKOP\"))\n  pll(.CLKI(clock_in), .CLKFB(clock), \
                 .CLKOP(clock), .LOCK(locked), .RST(1'b0), .STDBY(1'b0),\n    .PHASESEL0(1'b0), .PHASESEL1(1'b0), \
                 .PHASEDIR(1'b1), .PHASESTEP(1'b1), .PHASELOADREG(1'b1),\n    .PLLWAKESYNC(1'b0), .ENCLKOP(1'b0));\n",
                megahertz(input_hz),
                megahertz(output_hz),
                phase = post - 1,
            ),
            _ => format!(
                "  rPLL #(.FCLKIN(\"{}\"), .DEVICE(\"GW2AR-18\"), .IDIV_SEL({}), .FBDIV_SEL({}), .ODIV_SEL({post}),\n    \
                 .CLKFB_SEL(\"internal\"), .CLKOUT_BYPASS(\"false\"), .DYN_IDIV_SEL(\"false\"), .DYN_FBDIV_SEL(\"false\"),\n    \
                 .DYN_ODIV_SEL(\"false\"))\n  pll(.CLKIN(clock_in), .CLKFB(1'b0), .CLKOUT(clock), .LOCK(locked), .RESET(1'b0), \
                 .RESET_P(1'b0),\n    .FBDSEL(6'b0), .IDSEL(6'b0), .ODSEL(6'b0), .DUTYDA(4'b0), .PSDA(4'b0), .FDLY(4'b0));\n",
                megahertz(input_hz),
                input - 1,
                feedback - 1,
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dividers_make_the_clock_within_the_bounds() {
        let ecp5 = Pll::new(Part::Lfe5u85, 25_000_000, 100_000_000).unwrap();
        assert_eq!((ecp5.input, ecp5.feedback, ecp5.post), (1, 4, 6));
        for (part, input) in [
            (Part::Lfe5u25, 25_000_000),
            (Part::Lfe5u85, 48_000_000),
            (Part::Gw2ar18, 27_000_000),
        ] {
            let mut found = 0;
            for output in (10..=200).map(|megahertz| megahertz * 1_000_000) {
                let Some(pll) = Pll::new(part, input, output) else {
                    continue;
                };
                let bounds = bounds(part).unwrap();
                found += 1;
                assert_eq!(input / pll.input * pll.feedback, output, "{pll:?}");
                assert_eq!(input % pll.input, 0);
                assert!(bounds.oscillator_hz.contains(&(output * pll.post)), "{pll:?}");
                assert!(bounds.post.contains(&pll.post) && pll.feedback <= bounds.feedback);
            }
            assert!(found > 30, "{part:?}: {found}");
        }
        assert_eq!(Pll::new(Part::Up5k, 12_000_000, 24_000_000), None);
        assert_eq!(Pll::new(Part::Lfe5u85, 25_000_000, 100_000_001), None);
    }
}
