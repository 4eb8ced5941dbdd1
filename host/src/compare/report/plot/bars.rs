//! Bars beside their names, on a logarithmic axis.

use super::scale::Scale;
use super::{picture, rule, short, write, DrawError, Kind, INK, WIDTH};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// Its name.
    pub label: String,
    /// Its length.
    pub value: f64,
    /// Its colour.
    pub kind: Kind,
}

/// A line across the bars that it says something of.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Its name.
    pub label: String,
    /// Where.
    pub value: f64,
    /// The numbers of the bars.
    pub bars: Vec<usize>,
}

const ROW: i32 = 22;
const TOP: i32 = 28;
const BOTTOM: i32 = 46;
/// Room for the number at a bar's end.
const NUMBER: i32 = 56;
/// Pixels of a letter, about.
const LETTER: i32 = 8;

/// Draws `bars` from the top down; their ends are marked with the numbers. Bars grow from the left edge, or, with `around`
/// 1, from the line of equality.
///
/// # Errors
/// The drawing library's.
pub fn bars(unit: &str, bars: &[Bar], marks: &[Mark], around_one: bool) -> Result<String, DrawError> {
    let letters = bars
        .iter()
        .map(|bar| bar.label.chars().count())
        .max()
        .unwrap_or(0);
    let left = (letters as i32 * LETTER + 10).min(WIDTH as i32 / 2);
    let right = WIDTH as i32 - NUMBER;
    let bottom = TOP + ROW * bars.len() as i32;
    let ends = (left + if around_one { NUMBER } else { 0 }, right);
    let extra = marks.iter().map(|mark| mark.value);
    let extra = extra.chain(around_one.then_some(1.0));
    let scale = Scale::over(bars.iter().map(|bar| bar.value).chain(extra), true, ends);
    picture((bottom + BOTTOM) as u32, |area| {
        for mark in scale.marks() {
            let x = scale.at(mark);
            rule(area, (x, TOP), (x, bottom), 0.15)?;
            write(area, &short(mark), (x, bottom + 6), (HPos::Center, VPos::Top))?;
        }
        let middle = ((left + right) / 2, bottom + BOTTOM - 2);
        write(area, unit, middle, (HPos::Center, VPos::Bottom))?;
        let base = if around_one { scale.at(1.0) } else { left };
        for (i, bar) in bars.iter().enumerate() {
            let y = TOP + ROW * i as i32;
            let text = y + ROW / 2;
            write(area, &bar.label, (left - 8, text), (HPos::Right, VPos::Center))?;
            let end = scale.at(bar.value);
            let corners = [(base.min(end), y + 3), (base.max(end), y + ROW - 3)];
            area.draw(&Rectangle::new(corners, bar.kind.color().filled()))?;
            let (at, side) = if end < base {
                (end - 5, HPos::Right)
            } else {
                (end + 5, HPos::Left)
            };
            write(area, &short(bar.value), (at, text), (side, VPos::Center))?;
        }
        rule(area, (base, TOP), (base, bottom), 0.8)?;
        for mark in marks {
            let x = scale.at(mark.value);
            for &bar in &mark.bars {
                let first = TOP + ROW * bar as i32;
                for y in (first..first + ROW).step_by(8) {
                    area.draw(&PathElement::new([(x, y), (x, y + 4)], INK.stroke_width(1)))?;
                }
            }
            write(area, &mark.label, (x, TOP - 4), (HPos::Center, VPos::Bottom))?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(label: &str, value: f64) -> Bar {
        Bar {
            label: label.to_owned(),
            value,
            kind: Kind::L1,
        }
    }

    /// Widths of the bars, in order.
    fn widths(svg: &str) -> Vec<u32> {
        let bars = svg
            .split("<rect ")
            .skip(1)
            .filter(|rect| rect.contains("#1F966E"));
        let width = |rect: &str| rect.split("width=\"").nth(1)?.split('"').next()?.parse().ok();
        bars.filter_map(width).collect()
    }

    #[test]
    fn a_larger_figure_has_a_longer_bar_and_its_number() {
        let svg = bars("MHz", &[bar("small", 10.0), bar("large", 200.0)], &[], false).unwrap();
        let found = widths(&svg);
        assert!(found.len() == 2 && found[0] < found[1], "{found:?}");
        for text in ["small", "large", "200", "MHz", "currentColor"] {
            assert!(svg.contains(text), "{text}");
        }
        assert!(!svg.contains("#010203"));
    }

    #[test]
    fn none_and_one_draw_as_well() {
        assert!(bars("x", &[], &[], true).unwrap().contains("</svg>"));
        let mark = Mark {
            label: "goal 3x".to_owned(),
            value: 3.0,
            bars: vec![0],
        };
        let two = [bar("one", 1.0), bar("two", 2.0)];
        let dashes = |along: Vec<usize>| {
            let mark = Mark {
                bars: along,
                ..mark.clone()
            };
            bars("x", &two, &[mark], true)
                .unwrap()
                .matches("<polyline")
                .count()
        };
        let [none, one, both] = [vec![], vec![0], vec![0, 1]].map(dashes);
        assert!(one > none && both - one == one - none, "{none} {one} {both}");
        assert!(bars("x", &two, &[mark], true).unwrap().contains("goal 3x"));
    }
}
