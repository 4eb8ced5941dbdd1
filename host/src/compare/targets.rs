//! What a design is put on: an FPGA or a cell library.

use super::designs::Subject;
use crate::failure::Failure;
use flow::asic;
use flow::fpga::Target as Device;
use hdl::comparison::Target as Build;
use std::path::{Path, PathBuf};

/// The FPGAs: name, device, what the designs call it.
const FPGAS: [(&str, Device, Build); 4] = [
    ("ecp5-85", Device::Ecp5, Build::Ecp5),
    ("up5k", Device::Up5k, Build::Up5k),
    ("hx8k", Device::Hx8k, Build::Hx8k),
    ("gw2a", Device::Gw2a, Build::Gw2a),
];

/// A target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A device that nextpnr places and times.
    Fpga {
        /// Its name.
        name: &'static str,
        /// The flow's name of it.
        device: Device,
        /// What the designs call it.
        build: Build,
    },
    /// A cell library.
    Asic {
        /// Its name; of one that the user names, that of the file without its ending.
        name: String,
        /// The Liberty file; none of an installed one.
        path: Option<PathBuf>,
    },
}

impl Target {
    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Target::Fpga { name, .. } => name,
            Target::Asic { name, .. } => name,
        }
    }

    /// Whether a design is meant for it.
    pub fn takes(&self, subject: &Subject) -> bool {
        match self {
            Target::Fpga { build, .. } => subject.builds.contains(build),
            Target::Asic { .. } => subject.builds.contains(&Build::Asic),
        }
    }
}

/// What the designs call the target of this name: any that is no FPGA is a cell library.
pub fn build_of(name: &str) -> Build {
    let fpga = FPGAS.iter().find(|(fpga, _, _)| *fpga == name);
    fpga.map_or(Build::Asic, |(_, _, build)| *build)
}

/// What a library of the user's is called: its file's name without the ending.
pub fn name_of(file: &Path) -> String {
    file.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// The targets named in `wanted`, all where none is, of those that there are and the files in `liberty`.
///
/// # Errors
/// [`Failure::Input`] for a name that is none, a file that is not there, and two libraries of one name.
pub fn chosen(wanted: &[&str], liberty: &[PathBuf]) -> Result<Vec<Target>, Failure> {
    let mut all: Vec<Target> = FPGAS
        .iter()
        .map(|&(name, device, build)| Target::Fpga { name, device, build })
        .collect();
    for (name, _) in asic::INSTALLED {
        all.push(Target::Asic {
            name: name.to_owned(),
            path: None,
        });
    }
    for path in liberty {
        let name = name_of(path);
        let shown = path.display();
        if !path.is_file() {
            return Err(Failure::input(format!(
                "--liberty {shown}: there is no such file; expected a cell library in Liberty format"
            )));
        }
        if all.iter().any(|target| target.name() == name) {
            return Err(Failure::input(format!(
                "--liberty {shown}: there is a target {name} already; expected a file of another name"
            )));
        }
        all.push(Target::Asic {
            name,
            path: Some(path.clone()),
        });
    }
    if let Some(unknown) = wanted
        .iter()
        .find(|name| !all.iter().any(|target| target.name() == **name))
    {
        let names: Vec<&str> = all.iter().map(Target::name).collect();
        return Err(Failure::input(format!(
            "--target {unknown}: there is no such target; expected {}",
            names.join(", ")
        )));
    }
    all.retain(|target| wanted.is_empty() || wanted.contains(&target.name()));
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(wanted: &[&str], liberty: &[PathBuf]) -> String {
        chosen(wanted, liberty).unwrap_err().one_line()
    }

    #[test]
    fn targets_are_chosen_by_name() {
        let names = |wanted: &[&str]| -> Vec<String> {
            let targets = chosen(wanted, &[]).unwrap();
            targets.iter().map(|target| target.name().to_owned()).collect()
        };
        assert_eq!(names(&["osu018", "hx8k"]), ["hx8k", "osu018"]);
        assert_eq!(names(&[]).len(), FPGAS.len() + asic::INSTALLED.len());
        assert!(
            refusal(&["xc7"], &[]).contains("--target xc7: there is no such target; expected ecp5-85, up5k")
        );
    }

    #[test]
    fn a_library_of_the_users_is_a_target_by_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("mine.lib");
        assert!(refusal(&[], std::slice::from_ref(&file)).contains("mine.lib: there is no such file"));
        std::fs::write(&file, "library(x) {}").unwrap();
        let targets = chosen(&["mine"], std::slice::from_ref(&file)).unwrap();
        assert_eq!((targets.len(), targets[0].name()), (1, "mine"));
        assert!(refusal(&[], &[file.clone(), file]).contains("a target mine already"));
    }
}
