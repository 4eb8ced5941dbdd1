//! Plots as SVG that takes its ink from the page around it, so that it reads in light and in dark.

pub mod bars;
pub mod lines;
mod scale;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// The drawing area of a plot.
type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
/// Whatever the drawing library says.
pub type DrawError = Box<dyn std::error::Error>;

/// Width of a plot in pixels; a phone shows it whole, and readable.
const WIDTH: u32 = 600;
/// Size of the text.
const TEXT: u32 = 14;
/// Stands for the page's own colour of text until the drawing is done.
const INK: RGBColor = RGBColor(1, 2, 3);

/// Whose figure is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A design of L1.
    L1,
    /// A tuned design of L2.
    L2,
    /// A plain design of L2.
    L2Plain,
}

impl Kind {
    /// A colour that is seen on white and on black.
    fn color(self) -> RGBColor {
        match self {
            Kind::L1 => RGBColor(31, 150, 110),
            Kind::L2 => RGBColor(214, 84, 58),
            Kind::L2Plain => RGBColor(140, 140, 150),
        }
    }
}

/// Draws a picture of `height` pixels.
fn picture(height: u32, draw: impl FnOnce(&Area) -> Result<(), DrawError>) -> Result<String, DrawError> {
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, (WIDTH, height)).into_drawing_area();
        draw(&area)?;
        area.present()?;
    }
    Ok(svg.replace("#010203", "currentColor"))
}

/// Writes `text` at a pixel.
fn write(area: &Area, text: &str, at: (i32, i32), anchor: (HPos, VPos)) -> Result<(), DrawError> {
    let style = ("sans-serif", TEXT).into_font().color(&INK);
    area.draw_text(text, &style.pos(Pos::new(anchor.0, anchor.1)), at)?;
    Ok(())
}

/// A thin straight line of ink.
fn rule(area: &Area, from: (i32, i32), to: (i32, i32), opacity: f64) -> Result<(), DrawError> {
    area.draw(&PathElement::new([from, to], INK.mix(opacity).stroke_width(1)))?;
    Ok(())
}

/// A number as short as it can be read: `3.2k`, `410M`.
pub fn short(value: f64) -> String {
    let units = [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"), (1.0, "")];
    let magnitude = value.abs();
    let (unit, suffix) = units
        .into_iter()
        .find(|&(unit, _)| magnitude >= unit * 0.9995)
        .unwrap_or((1.0, ""));
    let scaled = value / unit;
    let places = match scaled.abs() {
        s if s >= 99.95 || s == 0.0 => 0,
        s if s >= 9.995 => 1,
        s if s >= 0.1 => 2,
        _ => 4,
    };
    let text = format!("{scaled:.places$}");
    let text = match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.'),
        false => &text,
    };
    format!("{text}{suffix}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        for (value, text) in [
            (0.0, "0"),
            (1.0, "1"),
            (0.25, "0.25"),
            (12.34, "12.3"),
            (999.9, "1k"),
            (1234.0, "1.23k"),
            (410e6, "410M"),
            (0.0123, "0.0123"),
            (-2500.0, "-2.5k"),
        ] {
            assert_eq!(short(value), text);
        }
    }
}
