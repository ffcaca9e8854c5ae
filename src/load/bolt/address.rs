//! `bolt://host:7687` in; host and port out.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use crate::{Error, ErrorKind, Result};

/// The port that servers listen on unless they are told another.
const PORT: u16 = 7687;

/// Where a server is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// A name, or an address of IPv4 or IPv6 without brackets.
    pub host: String,
    /// The port.
    pub port: u16,
}

impl Address {
    /// Whether the server is on this machine, so that a password crosses no network.
    pub fn is_here(&self) -> bool {
        self.host.eq_ignore_ascii_case("localhost") || self.host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, port } = self;
        if host.contains(':') { write!(f, "bolt://[{host}]:{port}") } else { write!(f, "bolt://{host}:{port}") }
    }
}

impl FromStr for Address {
    type Err = Error;

    /// # Errors
    /// [`ErrorKind::Usage`] for an address of another form, with what to give instead.
    fn from_str(text: &str) -> Result<Self> {
        let bad = |message: &str, remedy: &str| Err(Error::new(ErrorKind::Usage, message).remedy(remedy));
        let like = "give an address as bolt://localhost:7687";
        let Some((scheme, rest)) = text.split_once("://") else { return bad("no address of a server", like) };
        match scheme.to_ascii_lowercase().as_str() {
            "bolt" | "neo4j" => {}
            "bolt+s" | "bolt+ssc" | "neo4j+s" | "neo4j+ssc" => {
                return bad(
                    "encrypted connections are not made",
                    "open a tunnel to the server, as with ssh -L 7687:localhost:7687 HOST, and load to bolt://localhost:7687",
                );
            }
            "http" | "https" => return bad("that is the address of the browser", like),
            _ => return bad("no address of a server", like),
        }
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        if rest.contains('@') {
            // The text is not repeated: it may hold a password.
            return bad(
                "an address has no user and no password",
                "set NEO4J_USERNAME (or give --user) and NEO4J_PASSWORD, and leave them out of the address",
            );
        }
        if rest.contains(['/', '?', '#']) || rest.contains(char::is_whitespace) {
            return bad("an address has a host and a port only", "name the database with --database");
        }
        let (host, port) = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((host, port)) if host.parse::<IpAddr>().is_ok() => {
                (host, port.strip_prefix(':').map_or(port, |port| port))
            }
            Some(_) => return bad("no address of IPv6 in the brackets", like),
            None => rest.split_once(':').unwrap_or((rest, "")),
        };
        let port = if port.is_empty() { Some(PORT) } else { port.parse().ok().filter(|&port| port != 0) };
        match port {
            Some(port) if !host.is_empty() => Ok(Self { host: host.to_owned(), port }),
            _ => bad("no host or no port in the address", like),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_host_and_a_port() {
        for (text, shown) in [
            ("bolt://localhost", "bolt://localhost:7687"),
            ("neo4j://db.example:9000/", "bolt://db.example:9000"),
            ("BOLT://127.0.0.1:1", "bolt://127.0.0.1:1"),
            ("bolt://[::1]", "bolt://[::1]:7687"),
            ("bolt://[::1]:80", "bolt://[::1]:80"),
        ] {
            assert_eq!(text.parse::<Address>().unwrap().to_string(), shown);
        }
        for text in [
            "localhost:7687",
            "graph",
            "bolt://",
            "bolt://:7687",
            "bolt://a:0",
            "bolt://a:99999",
            "bolt://a:b",
            "bolt://a b",
            "bolt://a/neo4j",
            "bolt://[a]:1",
            "ftp://a",
            "bolt+s://a",
            "http://a:7474",
        ] {
            assert_eq!(text.parse::<Address>().unwrap_err().kind(), ErrorKind::Usage, "{text}");
        }
    }

    #[test]
    fn a_password_in_an_address_is_refused_and_not_repeated() {
        let error = "bolt://neo4j:secret@localhost".parse::<Address>().unwrap_err().to_string();
        assert!(error.contains("NEO4J_PASSWORD") && !error.contains("secret"), "{error}");
    }

    #[test]
    fn this_machine_is_told_from_others() {
        for (text, here) in [
            ("bolt://localhost", true),
            ("bolt://127.3.0.1", true),
            ("bolt://[::1]", true),
            ("bolt://localhost.example", false),
            ("bolt://10.0.0.1", false),
        ] {
            assert_eq!(text.parse::<Address>().unwrap().is_here(), here, "{text}");
        }
    }
}
