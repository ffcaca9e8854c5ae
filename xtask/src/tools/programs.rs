//! Programs that the tests need, and the Debian packages that hold them.

use std::path::Path;
use std::process::Command;

use crate::run;

/// A program that must run.
struct Program {
    /// What it is, for a person.
    title: &'static str,
    /// A call that succeeds where the program is good enough.
    check: &'static [&'static str],
    /// Debian's packages that bring it.
    packages: &'static [&'static str],
}

const PROGRAMS: [Program; 9] = [
    Program { title: "Graphviz", check: &["dot", "-V"], packages: &["graphviz"] },
    Program {
        title: "Java 17 or later with its compiler",
        check: &["javac", "--release", "17", "--version"],
        packages: &["default-jdk-headless"],
    },
    Program { title: "Maven", check: &["mvn", "--version"], packages: &["maven"] },
    Program { title: "npm with Node.js 18 or later", check: &["npm", "--version"], packages: &["nodejs", "npm"] },
    Program { title: "Chromium", check: &["chromium", "--version"], packages: &["chromium", "fonts-dejavu-core"] },
    Program {
        title: "Python 3 with venv",
        check: &["python3", "-c", "import ensurepip, venv"],
        packages: &["python3", "python3-venv"],
    },
    // PyICU, which followthemoney stands on, comes as its source.
    Program {
        title: "ICU with its headers, and a compiler of C++",
        check: &["pkg-config", "--exists", "icu-i18n"],
        packages: &["pkg-config", "libicu-dev", "g++", "python3-dev"],
    },
    // Where the kernel forbids tracing this fails, too: nothing else shows that no socket is opened.
    Program {
        title: "strace, with the right to trace",
        check: &["strace", "-o", "/dev/null", "true"],
        packages: &["strace"],
    },
    Program { title: "LibreOffice Calc", check: &["soffice", "--version"], packages: &["libreoffice-calc-nogui"] },
];

/// Installs the programs that do not run; one line for each that cannot be had, with what to do.
pub fn ensure() -> Vec<String> {
    let absent: Vec<&Program> = PROGRAMS.iter().filter(|program| !program.runs()).collect();
    if absent.is_empty() {
        return Vec::new();
    }
    let packages: Vec<&str> = absent.iter().flat_map(|program| program.packages).copied().collect();
    let problem = apt_install(&packages).err();
    let still_absent = absent.iter().filter(|program| !program.runs());
    still_absent.map(|program| program.remedy(problem.as_deref())).collect()
}

impl Program {
    fn runs(&self) -> bool {
        let [name, arguments @ ..] = self.check else { return false };
        run::quiet(Command::new(name).args(arguments)).is_ok()
    }

    fn remedy(&self, problem: Option<&str>) -> String {
        let packages = self.packages.join(" ");
        let problem = problem.map_or(String::new(), |problem| format!(" ({problem})"));
        format!("{}: install it with your package manager, on Debian `apt install {packages}`{problem}", self.title)
    }
}

/// Installs Debian packages, where there is `apt-get` and the right to use it.
fn apt_install(packages: &[&str]) -> Result<(), String> {
    if !Path::new("/usr/bin/apt-get").exists() {
        return Err("no apt-get here".to_owned());
    }
    println!("Debian packages {}: installing …", packages.join(" "));
    let apt = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command.args(["-q", "-y"]).args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        run::quiet(&mut command)
    };
    apt(&["update"])?;
    apt(&[&["install", "--no-install-recommends"], packages].concat())
}
