//! Learning curves: a row for each epoch, as CSV and as a picture.

use crate::failure::Failure;
use crate::files::write_atomically;
use plotters::coord::Shift;
use plotters::prelude::*;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// What is known of one epoch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Counted from 1.
    pub epoch: u32,
    /// The learning rate at its end.
    pub rate: f64,
    /// Mean loss of the training images, as the forward passes found it while the weights changed: half the sum of the
    /// squared errors of an image's outputs, 1 being 128 codes.
    pub loss: f64,
    /// Share of the training images that those forward passes predicted right.
    pub train_accuracy: f64,
    /// Share of the test images that the weights at its end predict right.
    pub test_accuracy: f64,
    /// Time of the training steps.
    pub seconds: f64,
    /// Training images over that time.
    pub images_per_second: f64,
}

/// Where the curves go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    /// The picture (SVG).
    pub picture: PathBuf,
    /// The table (CSV).
    pub table: PathBuf,
}

impl Files {
    /// The files of `--curves PATH`: `PATH` and its twin when it ends in `.svg` or `.csv`, else `curves.svg` and
    /// `curves.csv` in the folder `PATH`, which is made when it is not there.
    ///
    /// # Errors
    /// [`Failure::Input`] for a folder that cannot be made, or one that is not there around a named file.
    pub fn at(path: &Path) -> Result<Files, Failure> {
        let twins = |stem: &Path| Files {
            picture: stem.with_extension("svg"),
            table: stem.with_extension("csv"),
        };
        let named = path.extension().is_some_and(|e| e == "svg" || e == "csv") && !path.is_dir();
        let (folder, files) = if named {
            (path.parent().unwrap_or(Path::new("")), twins(path))
        } else {
            (path, twins(&path.join("curves")))
        };
        let made = if named {
            // A file's folder is the user's to make, as for every other file that is written.
            match folder.as_os_str().is_empty() || folder.is_dir() {
                true => Ok(()),
                false => Err(std::io::ErrorKind::NotFound.into()),
            }
        } else {
            std::fs::create_dir_all(folder)
        };
        made.map_err(|e| {
            Failure::input(format!(
                "--curves {}: no folder {}: {e}; expected a folder, or a file in one that is there",
                path.display(),
                folder.display()
            ))
        })?;
        Ok(files)
    }

    /// Writes both files, each whole or not at all.
    ///
    /// # Errors
    /// [`Failure::Work`], naming the file.
    pub fn write(&self, title: &str, rows: &[Row]) -> Result<(), Failure> {
        let write = |path: &Path, text: &str| write_atomically(path, text.as_bytes()).map_err(Failure::work);
        write(&self.table, &table(rows))?;
        write(&self.picture, &picture(title, rows)?)
    }
}

/// The rows as CSV with a header line.
pub fn table(rows: &[Row]) -> String {
    let mut text = "epoch,rate,loss,train_accuracy,test_accuracy,seconds,images_per_second\n".to_owned();
    for row in rows {
        text.push_str(&format!(
            "{},{},{},{},{},{:.3},{:.1}\n",
            row.epoch,
            row.rate,
            row.loss,
            row.train_accuracy,
            row.test_accuracy,
            row.seconds,
            row.images_per_second
        ));
    }
    text
}

/// Size of the picture in pixels.
const SIZE: (u32, u32) = (960, 400);
const FONT: &str = "sans-serif";

/// One line of a panel.
struct Line<'a> {
    name: &'a str,
    color: RGBColor,
    value: fn(&Row) -> f64,
}

/// Loss and accuracy over the epochs, side by side, as SVG.
///
/// # Errors
/// [`Failure::Work`] with the drawing library's reason.
pub fn picture(title: &str, rows: &[Row]) -> Result<String, Failure> {
    let mut svg = String::new();
    draw(&mut svg, title, rows)
        .map_err(|e| Failure::work(format!("the learning curves cannot be drawn: {e}")))?;
    Ok(svg)
}

fn draw(svg: &mut String, title: &str, rows: &[Row]) -> Result<(), Box<dyn std::error::Error>> {
    let area = SVGBackend::with_string(svg, SIZE).into_drawing_area();
    area.fill(&WHITE)?;
    let area = area.titled(title, (FONT, 18))?;
    let (left, right) = area.split_horizontally(SIZE.0 / 2);
    let loss = [Line {
        name: "training",
        color: BLUE,
        value: |row| row.loss,
    }];
    let accuracy = [
        Line {
            name: "training",
            color: BLUE,
            value: |row| 100.0 * row.train_accuracy,
        },
        Line {
            name: "test",
            color: RED,
            value: |row| 100.0 * row.test_accuracy,
        },
    ];
    panel(&left, "loss", &loss, rows)?;
    panel(&right, "accuracy, %", &accuracy, rows)?;
    area.present()?;
    Ok(())
}

/// One panel: its lines over the epochs, with a mark for each epoch, so that a single one shows as well.
fn panel(
    area: &DrawingArea<SVGBackend, Shift>,
    label: &str,
    lines: &[Line],
    rows: &[Row],
) -> Result<(), Box<dyn std::error::Error>> {
    let values = lines.iter().flat_map(|line| rows.iter().map(line.value));
    let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)));
    let (low, high) = if low <= high { (low, high) } else { (0.0, 1.0) };
    let margin = ((high - low) / 10.0).max(1e-3);
    let epochs = rows.last().map_or(1, |row| row.epoch);
    let mut chart = ChartBuilder::on(area)
        .margin(10)
        .x_label_area_size(40)
        .y_label_area_size(60)
        .build_cartesian_2d(0.5..f64::from(epochs) + 0.5, low - margin..high + margin)?;
    chart
        .configure_mesh()
        .x_desc("epoch")
        .y_desc(label)
        .x_labels(epochs.min(10) as usize + 2)
        .x_label_formatter(&|x| {
            if x.fract() == 0.0 {
                format!("{x}")
            } else {
                String::new()
            }
        })
        .label_style((FONT, 13))
        .draw()?;
    for line in lines {
        let points = || rows.iter().map(|row| (f64::from(row.epoch), (line.value)(row)));
        let color = line.color;
        chart
            .draw_series(LineSeries::new(points(), color.stroke_width(2)))?
            .label(line.name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 18, y)], color.stroke_width(2)));
        chart.draw_series(points().map(|point| Circle::new(point, 3, color.filled())))?;
    }
    chart
        .configure_series_labels()
        .background_style(WHITE.mix(0.8))
        .border_style(BLACK.mix(0.3))
        .label_font((FONT, 13))
        .draw()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(epoch: u32, loss: f64, train: f64, test: f64) -> Row {
        Row {
            epoch,
            rate: 8.0,
            loss,
            train_accuracy: train,
            test_accuracy: test,
            seconds: 2.0,
            images_per_second: 100.0,
        }
    }

    /// Every `y` of the marks of one colour, top of the picture first in value.
    fn marks(svg: &str, color: &str) -> Vec<f64> {
        let circles = svg
            .split("<circle ")
            .skip(1)
            .map(|c| c.split('>').next().unwrap())
            .filter(|c| c.contains(color));
        circles
            .map(|c| {
                c.split("cy=\"")
                    .nth(1)
                    .unwrap()
                    .split('"')
                    .next()
                    .unwrap()
                    .parse()
                    .unwrap()
            })
            .collect()
    }

    #[test]
    fn the_picture_rises_where_the_accuracy_does() {
        let rows = [
            row(1, 0.5, 0.6, 0.7),
            row(2, 0.3, 0.8, 0.75),
            row(3, 0.2, 0.9, 0.85),
        ];
        let svg = picture("8-4 on made-up data", &rows).unwrap();
        assert!(svg.contains("8-4 on made-up data") && svg.contains("accuracy") && svg.contains("loss"));
        let (blue, red) = (marks(&svg, "#0000FF"), marks(&svg, "#FF0000"));
        assert_eq!((blue.len(), red.len()), (6, 3));
        // Pixels count from the top: the loss falls, both accuracies rise.
        assert!(blue[0] < blue[1] && blue[1] < blue[2], "{blue:?}");
        assert!(blue[3] > blue[4] && blue[4] > blue[5], "{blue:?}");
        assert!(red[0] > red[1] && red[1] > red[2], "{red:?}");
    }

    #[test]
    fn one_epoch_and_none_draw_as_well() {
        assert_eq!(
            marks(&picture("x", &[row(1, 0.1, 0.9, 0.9)]).unwrap(), "#FF0000").len(),
            1
        );
        assert!(picture("x", &[]).unwrap().contains("</svg>"));
    }

    #[test]
    fn the_table_has_a_line_an_epoch() {
        let text = table(&[row(1, 0.5, 0.25, 0.75), row(2, 0.25, 0.5, 1.0)]);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0].split(',').count(), 7);
        assert_eq!(
            lines[1..],
            ["1,8,0.5,0.25,0.75,2.000,100.0", "2,8,0.25,0.5,1,2.000,100.0"]
        );
    }

    #[test]
    fn a_path_names_a_folder_or_one_of_the_two_files() {
        let folder = tempfile::tempdir().unwrap();
        let inside = Files::at(&folder.path().join("a/b")).unwrap();
        assert_eq!(inside.picture, folder.path().join("a/b/curves.svg"));
        let named = Files::at(&folder.path().join("run.csv")).unwrap();
        assert_eq!(named.picture, folder.path().join("run.svg"));
        assert_eq!(named.table, folder.path().join("run.csv"));
        assert!(Files::at(&folder.path().join("no/run.svg")).is_err());
        inside.write("t", &[row(1, 0.5, 0.25, 0.75)]).unwrap();
        assert!(std::fs::read_to_string(inside.picture).unwrap().contains("<svg"));
    }
}
