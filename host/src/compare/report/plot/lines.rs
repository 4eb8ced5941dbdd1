//! Lines with a mark at every point.

use super::scale::Scale;
use super::{picture, rule, short, write, DrawError, Kind, WIDTH};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its name.
    pub label: String,
    /// Its points, from left to right.
    pub points: Vec<(f64, f64)>,
    /// Its colour.
    pub kind: Kind,
}

/// Names and forms of the axes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Axes<'a> {
    /// Name of the horizontal one.
    pub x: &'a str,
    /// Name of the vertical one.
    pub y: &'a str,
    /// Whether the horizontal one is logarithmic.
    pub log_x: bool,
    /// Whether the vertical one is.
    pub log_y: bool,
    /// The values that have a mark on the horizontal one; where there are none, round ones.
    pub at: &'a [f64],
}

const HEIGHT: i32 = 340;
const LEFT: i32 = 60;
const TOP: i32 = 30;
const BOTTOM: i32 = 290;
/// Room for the names at the lines' ends.
const NAMES: i32 = 150;
/// Least distance of two names.
const APART: i32 = 16;

/// Draws `lines`, each with its name at its right end.
///
/// # Errors
/// The drawing library's.
pub fn lines(axes: Axes, lines: &[Line]) -> Result<String, DrawError> {
    let right = WIDTH as i32 - NAMES;
    let points = || lines.iter().flat_map(|line| line.points.iter().copied());
    let x = Scale::over(points().map(|p| p.0), axes.log_x, (LEFT + 10, right - 10));
    let y = Scale::over(points().map(|p| p.1), axes.log_y, (BOTTOM, TOP));
    picture(HEIGHT as u32, |area| {
        let marks = if axes.at.is_empty() {
            x.marks()
        } else {
            axes.at.to_vec()
        };
        for mark in marks {
            let at = x.at(mark);
            rule(area, (at, TOP), (at, BOTTOM), 0.15)?;
            write(area, &short(mark), (at, BOTTOM + 6), (HPos::Center, VPos::Top))?;
        }
        for mark in y.marks() {
            let at = y.at(mark);
            rule(area, (LEFT, at), (right, at), 0.15)?;
            write(area, &short(mark), (LEFT - 6, at), (HPos::Right, VPos::Center))?;
        }
        rule(area, (LEFT, BOTTOM), (right, BOTTOM), 0.8)?;
        rule(area, (LEFT, TOP), (LEFT, BOTTOM), 0.8)?;
        write(area, axes.y, (6, 8), (HPos::Left, VPos::Top))?;
        write(
            area,
            axes.x,
            ((LEFT + right) / 2, HEIGHT - 6),
            (HPos::Center, VPos::Bottom),
        )?;
        let mut names = Vec::new();
        for line in lines {
            let color = line.kind.color();
            let pixels: Vec<(i32, i32)> = line.points.iter().map(|p| (x.at(p.0), y.at(p.1))).collect();
            area.draw(&PathElement::new(pixels.clone(), color.stroke_width(2)))?;
            for &point in &pixels {
                area.draw(&Circle::new(point, 4, color.filled()))?;
            }
            if let Some(&(_, end)) = pixels.last() {
                names.push((end, line));
            }
        }
        for (at, line) in spread(names) {
            let square = [(right + 8, at - 5), (right + 18, at + 5)];
            area.draw(&Rectangle::new(square, line.kind.color().filled()))?;
            write(area, &line.label, (right + 23, at), (HPos::Left, VPos::Center))?;
        }
        Ok(())
    })
}

/// Moves names that would overlap apart, and none beyond the bottom.
fn spread<T>(mut names: Vec<(i32, T)>) -> Vec<(i32, T)> {
    names.sort_by_key(|name| name.0);
    for i in 1..names.len() {
        names[i].0 = names[i].0.max(names[i - 1].0 + APART);
    }
    let mut room = BOTTOM;
    for name in names.iter_mut().rev() {
        name.0 = name.0.min(room);
        room = name.0 - APART;
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    const AXES: Axes = Axes {
        x: "added stages",
        y: "MHz",
        log_x: false,
        log_y: false,
        at: &[0.0, 1.0],
    };

    #[test]
    fn a_rising_line_rises() {
        let line = Line {
            label: "square".to_owned(),
            points: vec![(0.0, 50.0), (1.0, 120.0)],
            kind: Kind::L2,
        };
        let svg = lines(AXES, &[line]).unwrap();
        let heights: Vec<i32> = svg
            .split("cy=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap().parse().unwrap())
            .collect();
        assert!(heights.len() == 2 && heights[0] > heights[1], "{heights:?}");
        for text in ["square", "added stages", "MHz"] {
            assert!(svg.contains(text), "{text}");
        }
    }

    #[test]
    fn names_stay_apart_and_inside() {
        let names = spread(vec![(BOTTOM, 'a'), (BOTTOM - 2, 'b'), (40, 'c'), (41, 'd')]);
        let places: Vec<i32> = names.iter().map(|name| name.0).collect();
        assert!(
            places.windows(2).all(|pair| pair[1] - pair[0] >= APART),
            "{places:?}"
        );
        assert!(places.iter().all(|&place| place <= BOTTOM));
        assert!(lines(AXES, &[]).unwrap().contains("</svg>"));
    }
}
