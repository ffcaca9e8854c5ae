//! The address of a graph database in; an open connection over which statements of Cypher with parameters run out.
//!
//! Bolt 5.1 to 5.4, what Neo4j 5.26 and its successors speak, over the plain TCP of the standard library: one connection, one statement at a
//! time, no thread. Drivers that exist bring tokio, rustls and a cryptography in C or assembly that no feature leaves out (neo4rs: a hundred
//! crates; neo4j: 56), or know Bolt to 4.4 only (bolt-client); all of it would go into every run of a program that else speaks to no network.
//!
//! Messages: <https://neo4j.com/docs/bolt/current/bolt/message/>; their encoding: <https://neo4j.com/docs/bolt/current/packstream/>.

mod address;
mod connection;
mod packstream;
mod value;

pub use address::Address;
pub(super) use connection::Connection;
pub(super) use value::Value;

/// How to come into a server.
#[derive(Clone, PartialEq, Eq)]
pub struct Login {
    /// Where the server is.
    pub address: Address,
    /// The name of the user.
    pub user: String,
    /// The password; `None` for a server that asks for none.
    pub password: Option<String>,
    /// The database; `None` for the user's own.
    pub database: Option<String>,
}

/// Without the password.
impl std::fmt::Debug for Login {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { address, user, database, .. } = self;
        f.debug_struct("Login").field("address", address).field("user", user).field("database", database).finish()
    }
}
