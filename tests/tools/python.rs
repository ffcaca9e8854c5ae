//! The wheel: built by maturin, installed by pip into an environment of its own, and tested there by pytest, with Spark on a cluster whose worker
//! dies, Dask, pandas, networkx, rdflib, mypy and a notebook.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support;

#[test]
#[ignore = "needs maturin, PySpark, Dask and a notebook's kernel; run by cargo xtask test"]
fn the_wheel_does_what_it_says() {
    let folder = support::scratch("wheel");
    let python = installed(&folder, &built(&folder));
    let mut tests = Command::new(&python);
    tests.args(["-m", "pytest", "-q", "--durations=8", "-p", "no:cacheprovider", "--doctest-modules", "--basetemp"]);
    tests.arg(folder.join("tests")).arg("-c").arg(support::root().join("python/pyproject.toml"));
    tests.args(["python/tests", "--pyargs", "newsgraph"]).current_dir(support::root());
    tests.env("NEWSGRAPH_PROGRAM", env!("CARGO_BIN_EXE_newsgraph")).env("PYTHONDONTWRITEBYTECODE", "1");
    println!("{}", support::run(&mut tests));
}

/// Builds the wheel with what the tests have compiled already.
fn built(folder: &Path) -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let mut maturin = Command::new(support::tool("wheel/venv/bin/maturin"));
    maturin.args(["build", "--profile", "dev", "--locked", "--strip", "--manifest-path", "python/Cargo.toml", "--out"]);
    maturin.arg(folder).arg("--target-dir").arg(target).current_dir(support::root());
    support::run(&mut maturin);
    let wheels = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let wheel = wheels.filter(|path| path.extension().is_some_and(|extension| extension == "whl")).last().unwrap();
    let name = wheel.file_name().unwrap().to_string_lossy().into_owned();
    assert!(name.contains("-cp310-abi3-"), "{name} is not for every Python from 3.10 on");
    wheel
}

/// Installs the wheel into a fresh environment, which finds what else is needed among the tools; its Python.
fn installed(folder: &Path, wheel: &Path) -> PathBuf {
    let environment = folder.join("venv");
    support::run(Command::new("python3").args(["-m", "venv"]).arg(&environment));
    let python = environment.join("bin/python");
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index", "--no-deps"]).arg(wheel);
    support::run(&mut pip);
    // The library alone needs no other package.
    let mut alone = Command::new(&python);
    alone.args(["-c", "import newsgraph; print(len(newsgraph.extract('Peru praised Chile.').edges))"]);
    assert_ne!(support::run(&mut alone).trim(), "0");
    let packages = |python: &Path| {
        let mut asked = Command::new(python);
        asked.args(["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]);
        PathBuf::from(support::run(&mut asked).trim())
    };
    let tools = packages(&support::tool("wheel/venv/bin/python"));
    fs::write(packages(&python).join("tools.pth"), format!("{}\n", tools.display())).unwrap();
    python
}
