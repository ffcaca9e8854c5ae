//! Neo4j 5.26 Community: bulk import, consistency check, a server on a free loopback port, Cypher over Bolt.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::support::{python, run, scratch, tool};

/// How long a server may take to start on a busy machine.
const PATIENCE: Duration = Duration::from_secs(180);

/// A folder with the configuration and the data of one server; it stays where a test fails.
pub struct Home {
    folder: PathBuf,
    /// Whether a server asks for a password.
    asks: bool,
}

/// A running server; it is stopped when it goes out of scope.
pub struct Server {
    process: Child,
    uri: String,
}

/// What one statement answered.
pub struct Answer {
    /// The file that holds the statement.
    pub file: String,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The values.
    pub rows: Vec<Vec<Value>>,
}

impl Home {
    /// An empty database.
    pub fn new(name: &str) -> Self {
        let home = scratch(name);
        fs::create_dir(home.join("conf")).unwrap();
        fs::create_dir(home.join("import")).unwrap();
        Self { folder: home, asks: false }
    }

    /// The same behind a password, for the user neo4j.
    pub fn with_password(name: &str, password: &str) -> Self {
        let mut home = Self::new(name);
        home.asks = true;
        home.configure(0);
        run(&mut home.admin(&["dbms", "set-initial-password", password]));
        home
    }

    /// Fills the database with a graph's CSV files by `neo4j-admin database import full`.
    pub fn bulk_import(&self, graph: &Path) {
        self.configure(0);
        let option = |name: &str, file: &str| format!("--{name}={}", graph.join(file).display());
        run(self
            .admin(&["database", "import", "full", "neo4j", "--id-type=string", "--overwrite-destination=true"])
            .arg(option("nodes", "nodes.csv"))
            .arg(option("relationships", "edges.csv")));
    }

    /// Has `neo4j-admin database check` look at every record of the database.
    pub fn check(&self) {
        let report = format!("--report-path={}", self.folder.display());
        run(self.admin(&["database", "check", "neo4j"]).arg(report));
    }

    /// Puts a graph's CSV files where `LOAD CSV` finds them.
    pub fn offer(&self, graph: &Path) {
        for file in ["nodes.csv", "edges.csv"] {
            fs::copy(graph.join(file), self.folder.join("import").join(file)).unwrap();
        }
    }

    /// Starts a server on the database.
    pub fn start(&self) -> Server {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        self.configure(port);
        let log = self.folder.join("server.log");
        let process = java()
            .arg("org.neo4j.server.CommunityEntryPoint")
            .arg(format!("--home-dir={}", self.folder.display()))
            .arg(format!("--config-dir={}", self.folder.join("conf").display()))
            .arg("--console-mode")
            .stdin(Stdio::null())
            .stdout(File::create(&log).unwrap())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut server = Server { process, uri: format!("bolt://127.0.0.1:{port}") };
        server.wait_until_started(&log);
        server
    }

    fn configure(&self, port: u16) {
        let settings = format!(
            "db.tx_log.preallocate=false\n\
             dbms.security.auth_enabled={}\n\
             dbms.usage_report.enabled=false\n\
             server.bolt.listen_address=127.0.0.1:{port}\n\
             server.directories.import={}\n\
             server.http.enabled=false\n\
             server.https.enabled=false\n\
             server.memory.heap.max_size=512m\n\
             server.memory.pagecache.size=64m\n",
            self.asks,
            self.folder.join("import").display()
        );
        fs::write(self.folder.join("conf/neo4j.conf"), settings).unwrap();
    }

    fn admin(&self, arguments: &[&str]) -> Command {
        let mut command = java();
        command.arg("org.neo4j.cli.AdminTool").args(arguments);
        command.env("NEO4J_HOME", &self.folder).env("NEO4J_CONF", self.folder.join("conf")).current_dir(&self.folder);
        command
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        // The importer alone allots 250 MB of transaction log.
        if !std::thread::panicking() {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

impl Server {
    /// Runs Cypher files one after the other; an answer for each statement that has columns.
    pub fn cypher(&self, files: &[PathBuf]) -> Vec<Answer> {
        let lines = run(python("cypher.py").arg(&self.uri).args(files));
        lines.lines().map(answer).collect()
    }

    /// Where it is.
    pub fn address(&self) -> &str {
        &self.uri
    }

    /// Begins to run Cypher files.
    pub fn begin(&self, files: &[PathBuf]) -> Child {
        python("cypher.py").arg(&self.uri).args(files).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// Waits until the server holds `count` of what a pattern finds as `x`; how many it holds then.
    pub fn until(&self, pattern: &str, count: usize) -> usize {
        run(python("until.py").arg(&self.uri).args([pattern, &count.to_string()])).trim().parse().unwrap()
    }

    fn wait_until_started(&mut self, log: &Path) {
        let start = Instant::now();
        loop {
            let text = fs::read_to_string(log).unwrap_or_default();
            if text.lines().any(|line| line.ends_with("Started.")) {
                return;
            }
            let ended = self.process.try_wait().unwrap();
            assert!(ended.is_none() && start.elapsed() < PATIENCE, "the server did not start ({ended:?}):\n{text}");
            std::thread::sleep(Duration::from_millis(200));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Java with Neo4j's jars and what they want opened.
fn java() -> Command {
    let mut command = Command::new("java");
    command.arg("-Xmx512m").arg("-cp").arg(tool("neo4j/lib").join("*"));
    for package in ["java.nio", "java.io", "sun.nio.ch", "java.util.concurrent"] {
        command.arg(format!("--add-opens=java.base/{package}=ALL-UNNAMED"));
    }
    command
}

fn answer(line: &str) -> Answer {
    let mut object: Value = serde_json::from_str(line).unwrap();
    let mut part = |name: &str| object[name].take();
    Answer {
        file: serde_json::from_value(part("file")).unwrap(),
        columns: serde_json::from_value(part("columns")).unwrap(),
        rows: serde_json::from_value(part("rows")).unwrap(),
    }
}
