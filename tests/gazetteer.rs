//! A user's own names as a person gives them: the example of the repository, rows that are bad, files that are none.

#![allow(clippy::unwrap_used)] // the helpers of tests may panic as the tests do

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const STORY: &str = "Harbor talks\n\n\
    Norwegian Foreign Minister Vik met Zorland Steel in Harbor Quarter on Monday. Ms Vik praised ZS.\n\
    The senator criticized Phoenix in Georgia. Norway’s foreign minister thanked Zorland Works.\n";

/// A folder of its own for each test, removed in the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("newsgraph-gazetteer-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        fs::write(path.join("story.txt"), STORY).unwrap();
        Self(path)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_newsgraph"));
        command.args(arguments).current_dir(&self.0).output().unwrap()
    }

    fn extract(&self, gazetteer: &str, published: &str) -> Output {
        let arguments = ["extract", "story.txt", "-o", "graph", "--published", published, "--gazetteer", gazetteer];
        self.run(&arguments)
    }

    /// The rows of `nodes.csv`: id, name, wikidata.
    fn nodes(&self) -> Vec<[String; 3]> {
        let mut reader = csv::Reader::from_path(self.0.join("graph/nodes.csv")).unwrap();
        let head = reader.headers().unwrap().clone();
        let at = |name: &str| head.iter().position(|column| column == name).unwrap();
        let columns = [at("id:ID"), at("name"), at("wikidata")];
        reader.records().map(|row| columns.map(|column| row.as_ref().unwrap()[column].to_owned())).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn example() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/gazetteer.csv").to_string_lossy().into_owned()
}

fn has(nodes: &[[String; 3]], node: [&str; 3]) -> bool {
    nodes.iter().any(|known| known.each_ref().map(String::as_str) == node)
}

#[test]
fn the_example_names_people_bodies_places_and_links() {
    let folder = Folder::new("example");
    let run = folder.extract(&example(), "2015-05-05");
    assert_eq!((run.status.code(), String::from_utf8_lossy(&run.stderr).as_ref()), (Some(0), ""));
    let nodes = folder.nodes();
    assert!(has(&nodes, ["user-acme-1", "Zorland Steel", ""]), "{nodes:?}");
    assert!(has(&nodes, ["user-vik", "Ada Vik", ""]), "{nodes:?}");
    assert!(has(&nodes, ["Q1428", "Georgia", "Q1428"]), "{nodes:?}");
    let phoenix: Vec<_> = nodes.iter().filter(|[_, name, _]| name == "Phoenix").collect();
    assert!(phoenix.iter().all(|[id, ..]| id.starts_with("local-")) && phoenix.len() == 1, "{nodes:?}");
    for alias in ["ZS", "Zorland Works"] {
        assert!(!nodes.iter().any(|[_, name, _]| name == alias), "{alias} is a node of its own: {nodes:?}");
    }
}

#[test]
fn the_office_holder_is_the_one_of_the_day() {
    let folder = Folder::new("office");
    assert_eq!(folder.extract(&example(), "2017-05-05").status.code(), Some(0));
    // “Norway’s foreign minister” of 2017 is the one of the table, not the one of the text before.
    let text = "Norway’s foreign minister met Zorland Steel.\n";
    fs::write(folder.0.join("story.txt"), text).unwrap();
    assert_eq!(folder.extract(&example(), "2017-05-05").status.code(), Some(0));
    assert!(has(&folder.nodes(), ["user-lund", "Bo Lund", ""]), "{:?}", folder.nodes());
    assert_eq!(folder.extract(&example(), "2015-05-05").status.code(), Some(0));
    assert!(has(&folder.nodes(), ["user-vik", "Ada Vik", ""]), "{:?}", folder.nodes());
}

#[test]
fn a_bad_row_is_named_and_the_run_goes_on() {
    let folder = Folder::new("rows");
    let rows = "name,type,id,wikidata\nZorland Steel,organization,a;b,\nZS,robot,,\nVik,person,ok,\n,person,,\n";
    fs::write(folder.0.join("mine.csv"), rows).unwrap();
    let run = folder.extract("mine.csv", "2015-05-05");
    assert_eq!(run.status.code(), Some(1));
    let err = String::from_utf8(run.stderr).unwrap();
    let lines: Vec<&str> = err.lines().collect();
    assert_eq!(lines.len(), 3, "{err}");
    for (line, at) in lines.iter().zip([2, 3, 5]) {
        assert!(line.contains(&format!("mine.csv:{at}: ")), "{err}");
    }
    assert!(has(&folder.nodes(), ["user-ok", "Vik", ""]), "{:?}", folder.nodes());
}

#[test]
fn a_file_that_is_no_gazetteer_stops_the_run() {
    let folder = Folder::new("none");
    fs::write(folder.0.join("other.csv"), "colour,size\nred,1\n").unwrap();
    for (gazetteer, says) in [("nowhere.csv", "nowhere.csv: cannot be read"), ("other.csv", "unknown column “colour”")]
    {
        let run = folder.extract(gazetteer, "2015-05-05");
        assert_eq!(run.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&run.stderr).contains(says));
        assert!(!folder.0.join("graph/nodes.csv").exists());
    }
}

#[test]
fn analyze_shows_the_users_names_in_its_chains() {
    let folder = Folder::new("analyze");
    let run = folder.run(&["analyze", "story.txt", "--format", "json", "--gazetteer", &example()]);
    assert_eq!(run.status.code(), Some(0));
    let value: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    let chains = value["chains"].as_array().unwrap();
    let steel = chains.iter().find(|chain| chain["id"] == "user-acme-1").unwrap();
    let texts: Vec<&str> = steel["mentions"].as_array().unwrap().iter().filter_map(|m| m["text"].as_str()).collect();
    assert_eq!(texts, ["Zorland Steel", "ZS", "Zorland Works"]);
    for mention in steel["mentions"].as_array().unwrap() {
        let range = |key: &str| mention[key].as_u64().unwrap() as usize;
        assert_eq!(&STORY[range("begin")..range("end")], mention["text"].as_str().unwrap());
    }
}

#[test]
fn who_tells_whom_a_name_means_and_why() {
    let folder = Folder::new("who");
    let who = |arguments: &[&str]| {
        let run = folder.run(&[&["who"], arguments].concat());
        (run.status.code(), String::from_utf8(run.stdout).unwrap(), String::from_utf8(run.stderr).unwrap())
    };
    let (code, text, _) = who(&["Georgia"]);
    assert_eq!(code, Some(0));
    assert!(text.contains("as a place:") && text.contains("Georgia (Q230), name of a country"), "{text}");
    assert!(text.contains("Georgia (Q1428): region"), "{text}");
    let (_, text, _) = who(&["Angela Merkel", "--on", "2015-05-05", "--in", "Germany"]);
    assert!(text.contains("of DEU") && text.contains("(on the day)"), "{text}");
    let (_, text, _) = who(&["Sevastopol"]);
    assert!(text.contains("claimed by UKR and RUS") && text.contains("at 44.6"), "{text}");
    let (code, text, _) = who(&["Zorland Quux"]);
    assert!(code == Some(0) && text.contains("knows nobody of that name"), "{text}");
    let (code, _, error) = who(&["Georgia", "--in", "Atlantis"]);
    assert!(code == Some(2) && error.contains("no country “Atlantis”"), "{error}");
}

#[test]
fn places_know_where_they_lie_and_who_claims_them() {
    let folder = Folder::new("places");
    fs::write(folder.0.join("story.txt"), "Ukraine attacked Sevastopol on Monday. Norway praised Ukraine in Paris.\n")
        .unwrap();
    let run = folder.run(&["extract", "story.txt", "-o", "graph", "--published", "2024-05-07", "--all"]);
    assert_eq!(run.status.code(), Some(0));
    let mut reader = csv::Reader::from_path(folder.0.join("graph/nodes.csv")).unwrap();
    let head = reader.headers().unwrap().clone();
    let at = |name: &str| head.iter().position(|column| column == name).unwrap();
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    let of = |name: &str| {
        let row = rows.iter().find(|row| &row[at("name")] == name).unwrap();
        ["country", "latitude:float", "claimed_by:string[]"].map(|column| row[at(column)].to_owned())
    };
    assert_eq!(of("Sevastopol"), ["UKR", "44.6000", "RUS;UKR"]);
    let [country, latitude, claimed] = of("Paris");
    assert!(country == "FRA" && latitude.starts_with("48.8") && claimed.is_empty());
    // What a folder tells of a place is kept when graphs are merged.
    let merge = folder.run(&["merge", "graph", "-o", "again"]);
    assert_eq!(merge.status.code(), Some(0));
    let read = |name: &str| fs::read_to_string(folder.0.join(name).join("nodes.csv")).unwrap();
    assert!(read("again").contains("44.6000"));
    assert!(fs::read_to_string(folder.0.join("graph/graph.jsonld")).unwrap().contains(r#""claimedBy":["RUS","UKR"]"#));
}

#[test]
fn help_shows_the_option_with_rows() {
    let run = Folder::new("help").run(&["help", "extract"]);
    let text = String::from_utf8(run.stdout).unwrap();
    assert!(text.contains("--gazetteer <FILE>") && text.contains("name,type,id,aliases,country"), "{text}");
}
