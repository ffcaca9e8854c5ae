//! The tree of crates in; a software bill of materials in CycloneDX 1.6 out, the same bytes for the same `Cargo.lock`.

use std::path::Path;

use serde_json::{Map, Value, json};

use crate::crates::{self, Crate, Tree};
use crate::root;

/// Writes the bill to a file; whether that worked.
pub fn write(file: &Path) -> bool {
    let text = crates::tree(crates::PROGRAM).and_then(|tree| {
        let mut text = serde_json::to_string_pretty(&bill(&tree)?).map_err(|error| error.to_string())?;
        text.push('\n');
        Ok(text)
    });
    let written = text.and_then(|text| {
        std::fs::write(file, text).map_err(|error| format!("cannot write {}: {error}", file.display()))
    });
    if let Err(reason) = &written {
        eprintln!("{reason}");
    }
    written.is_ok()
}

fn bill(tree: &Tree) -> Result<Value, String> {
    let own = format!("pkg:cargo/newsgraph@{}", tree.version);
    let mut components: Vec<Value> = tree.crates.iter().map(component).collect();
    components.extend(data()?);
    let depends = |reference: String, needs: &[String]| {
        let needs: Vec<String> = needs
            .iter()
            .filter_map(|title| title.split_once(' '))
            .map(|(name, version)| reference_of(name, version))
            .collect();
        json!({"ref": reference, "dependsOn": needs})
    };
    let mut dependencies = vec![depends(own.clone(), &tree.needs)];
    dependencies.extend(tree.crates.iter().map(|part| depends(reference_of(&part.name, &part.version), &part.needs)));
    Ok(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "tools": {"components": [{"type": "application", "name": "cargo xtask sbom"}]},
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": "newsgraph",
                "version": tree.version,
                "purl": own,
                "licenses": [{"expression": "MIT OR Apache-2.0"}],
            },
        },
        "components": components,
        "dependencies": dependencies,
    }))
}

fn component(part: &Crate) -> Value {
    let reference = reference_of(&part.name, &part.version);
    let mut component = Map::new();
    component.insert("type".into(), "library".into());
    component.insert("bom-ref".into(), reference.clone().into());
    component.insert("name".into(), part.name.clone().into());
    component.insert("version".into(), part.version.clone().into());
    component.insert("purl".into(), reference.into());
    component.insert("licenses".into(), json!([{"expression": part.license.replace('/', " OR ")}]));
    if let Some(checksum) = &part.checksum {
        component.insert("hashes".into(), json!([{"alg": "SHA-256", "content": checksum}]));
    }
    if let Some(repository) = &part.repository {
        component.insert("externalReferences".into(), json!([{"type": "vcs", "url": repository}]));
    }
    component.into()
}

/// The model and the gazetteer, which are in the binary beside the crates.
fn data() -> Result<Vec<Value>, String> {
    let model = ("models/newsgraph-en.bin.sha256", "machine-learning-model");
    let gazetteer = ("data/gazetteer/tables.sha256", "data");
    let mut components = Vec::new();
    for (list, kind) in [model, gazetteer] {
        let folder = Path::new(list).parent().unwrap_or(Path::new(""));
        let text =
            std::fs::read_to_string(root().join(list)).map_err(|error| format!("cannot read {list}: {error}"))?;
        for (sum, name) in text.lines().filter_map(|line| line.split_once("  ")) {
            let path = folder.join(name).display().to_string();
            components.push(json!({
                "type": kind,
                "bom-ref": path,
                "name": path,
                "hashes": [{"alg": "SHA-256", "content": sum}],
            }));
        }
    }
    Ok(components)
}

fn reference_of(name: &str, version: &str) -> String {
    format!("pkg:cargo/{name}@{}", version.replace('+', "%2B"))
}
