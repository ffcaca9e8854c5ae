//! A login in; a connection that runs one statement after another out. Every fault is one line that says what to do.

use std::io::{self, BufReader, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

use super::{Login, Value, packstream};
use crate::{Error, ErrorKind, Result};

/// How long a server may take to accept a connection and to say who it is.
const TO_CONNECT: Duration = Duration::from_secs(10);

/// How long a server may be silent over a statement; one that works sends a sign of life each minute.
const TO_ANSWER: Duration = Duration::from_secs(300);

/// What begins a connection: that it is Bolt, and the versions, 5.4 and three below.
const GREETING: [u8; 20] = [0x60, 0x60, 0xB0, 0x17, 0, 3, 4, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

/// The oldest release whose files and queries are tested.
const OLDEST: (u32, u32) = (5, 26);

/// The largest message that is taken from a server.
const MOST_BYTES: usize = 1 << 30;

/// How often a statement is tried that another transaction was in the way of.
const TRIES: u32 = 5;

/// An open connection. It says goodbye when it goes out of scope.
pub struct Connection {
    stream: BufReader<TcpStream>,
    login: Login,
}

/// What a server said about a statement.
enum Reply {
    Success(Value),
    Record(Vec<Value>),
    Failure(Failure),
    Ignored,
}

/// That it does not run.
struct Failure {
    code: String,
    message: String,
}

impl Connection {
    /// Connects and logs in.
    ///
    /// # Errors
    /// [`ErrorKind::Server`] where nobody answers, or somebody who is no Neo4j of a version that will do, or who refuses
    /// the user.
    pub fn open(login: Login) -> Result<Self> {
        let stream = connect(&login)?;
        let mut connection = Self { stream: BufReader::new(stream), login };
        connection.greet()?;
        connection.log_in()?;
        let patient = connection.stream.get_ref().set_read_timeout(Some(TO_ANSWER));
        patient.map_err(|error| connection.broken(&error))?;
        Ok(connection)
    }

    /// Runs a statement in a transaction of its own; each row of the answer goes to `row`.
    ///
    /// # Errors
    /// [`ErrorKind::Server`] where the server does not run it or is gone; that of `row`.
    pub fn run(
        &mut self,
        statement: &str,
        parameters: &Value,
        row: &mut dyn FnMut(Vec<Value>) -> Result<()>,
    ) -> Result<()> {
        for left in (0..TRIES).rev() {
            match self.try_to_run(statement, parameters, row)? {
                None => return Ok(()),
                Some(failure) if left > 0 && failure.code.starts_with("Neo.TransientError.") => {
                    std::thread::sleep(Duration::from_millis(100 << (TRIES - left)));
                }
                Some(failure) => return Err(self.refused(&failure)),
            }
        }
        Ok(())
    }

    /// An error at this server.
    pub fn error(&self, message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Server, message).in_file(self.login.address.to_string())
    }

    fn try_to_run(
        &mut self,
        statement: &str,
        parameters: &Value,
        row: &mut dyn FnMut(Vec<Value>) -> Result<()>,
    ) -> Result<Option<Failure>> {
        let database = self.login.database.as_deref().map(|name| ("db".to_owned(), Value::from(name)));
        let mut messages = Vec::new();
        message(
            RUN,
            &[statement.into(), parameters.clone(), Value::Map(database.into_iter().collect())],
            &mut messages,
        );
        message(PULL, &[Value::map([("n", Value::Integer(-1))])], &mut messages);
        self.send(&messages)?;
        let begun = match self.receive()? {
            Reply::Failure(failure) => Some(failure),
            _ => None,
        };
        let mut fault = None;
        let ended = loop {
            match self.receive()? {
                // The others are taken from the connection, too.
                Reply::Record(values) if fault.is_none() => fault = row(values).err(),
                Reply::Record(_) => {}
                Reply::Failure(failure) => break Some(failure),
                Reply::Success(_) | Reply::Ignored => break None,
            }
        };
        let failure = begun.or(ended);
        if failure.is_some() {
            self.reset()?;
        }
        fault.map_or(Ok(failure), Err)
    }

    /// Makes a connection ready again after a failure.
    fn reset(&mut self) -> Result<()> {
        let mut bytes = Vec::new();
        message(RESET, &[], &mut bytes);
        self.send(&bytes)?;
        match self.receive()? {
            Reply::Success(_) => Ok(()),
            _ => Err(self.error("the server does not go on after a fault").remedy(AGAIN)),
        }
    }

    /// Agrees upon a version of Bolt.
    fn greet(&mut self) -> Result<()> {
        self.send(&GREETING)?;
        let mut version = [0; 4];
        if let Err(error) = self.stream.read_exact(&mut version) {
            let silent = matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut);
            let message =
                if silent { "somebody listens and does not answer" } else { "somebody listens and hangs up at once" };
            return Err(self.error(message).remedy(
                "check that this is the Bolt port (usually 7687) of Neo4j, that it has started, and that it takes connections without encryption",
            ));
        }
        match version {
            [0, 0, 1..=4, 5] => Ok(()),
            [0, 0, 0, 0] => Err(self
                .error("the server speaks no Bolt 5.1 to 5.4, so it is older than Neo4j 5.26")
                .remedy("load into Neo4j 5.26 or later")),
            _ => Err(self
                .error("what answers there does not speak Bolt")
                .remedy("give the Bolt port of Neo4j, which is usually 7687")),
        }
    }

    /// Says who comes, and hears who is there.
    fn log_in(&mut self) -> Result<()> {
        let agent = concat!("newsgraph/", env!("CARGO_PKG_VERSION"));
        let hello = Value::map([
            ("user_agent", agent.into()),
            ("bolt_agent", Value::map([("product", agent.into())])),
            ("notifications_minimum_severity", "OFF".into()),
        ]);
        let server = self.ask(HELLO, hello)?;
        let server = server.get("server").and_then(Value::text).unwrap_or_default().to_owned();
        if version(&server).is_none_or(|version| version < OLDEST) {
            return Err(self
                .error(format!("the server is {}", if server.is_empty() { "of an unknown kind" } else { &server }))
                .remedy("load into Neo4j 5.26 or later"));
        }
        let login = match &self.login.password {
            Some(password) => Value::map([
                ("scheme", "basic".into()),
                ("principal", self.login.user.as_str().into()),
                ("credentials", password.as_str().into()),
            ]),
            None => Value::map([("scheme", "none".into())]),
        };
        self.ask(LOGON, login).map(|_| ())
    }

    /// Sends a message that is answered by one.
    fn ask(&mut self, tag: u8, field: Value) -> Result<Value> {
        let mut bytes = Vec::new();
        message(tag, &[field], &mut bytes);
        self.send(&bytes)?;
        match self.receive()? {
            Reply::Success(answer) => Ok(answer),
            Reply::Failure(failure) => Err(self.refused(&failure)),
            Reply::Record(_) | Reply::Ignored => Err(self.nonsense()),
        }
    }

    fn send(&mut self, bytes: &[u8]) -> Result<()> {
        self.stream.get_mut().write_all(bytes).map_err(|error| self.broken(&error))
    }

    fn receive(&mut self) -> Result<Reply> {
        let mut bytes = Vec::new();
        loop {
            let mut size = [0; 2];
            self.stream.read_exact(&mut size).map_err(|error| self.broken(&error))?;
            match usize::from(u16::from_be_bytes(size)) {
                // A sign of life between messages.
                0 if bytes.is_empty() => {}
                0 => break,
                size => {
                    let begin = bytes.len();
                    if begin + size > MOST_BYTES {
                        return Err(self.nonsense());
                    }
                    bytes.resize(begin + size, 0);
                    self.stream.read_exact(&mut bytes[begin..]).map_err(|error| self.broken(&error))?;
                }
            }
        }
        let Ok(Value::Structure(tag, fields)) = packstream::read(&bytes) else { return Err(self.nonsense()) };
        let mut fields = fields.into_iter();
        match (tag, fields.next()) {
            (SUCCESS, Some(answer)) => Ok(Reply::Success(answer)),
            (RECORD, Some(Value::List(values))) => Ok(Reply::Record(values)),
            (IGNORED, _) => Ok(Reply::Ignored),
            (FAILURE, Some(about)) => {
                let part = |name| about.get(name).and_then(Value::text).unwrap_or_default().to_owned();
                Ok(Reply::Failure(Failure { code: part("code"), message: part("message") }))
            }
            _ => Err(self.nonsense()),
        }
    }

    /// What a server's refusal means.
    fn refused(&self, failure: &Failure) -> Error {
        let Failure { code, message } = failure;
        let user = &self.login.user;
        let (message, remedy) = match code.as_str() {
            "Neo.ClientError.Security.Unauthorized" if self.login.password.is_none() => (
                "the server asks for a password".to_owned(),
                "set NEO4J_PASSWORD, and NEO4J_USERNAME where the user is not neo4j".to_owned(),
            ),
            "Neo.ClientError.Security.Unauthorized" => (
                format!("the server refuses the user “{user}” with this password"),
                "check NEO4J_USERNAME (or --user) and NEO4J_PASSWORD".to_owned(),
            ),
            "Neo.ClientError.Security.AuthenticationRateLimit" => (
                format!("the server refuses the user “{user}” after several wrong passwords"),
                "wait a few seconds, and check NEO4J_PASSWORD".to_owned(),
            ),
            "Neo.ClientError.Security.CredentialsExpired" => (
                format!("the password of the user “{user}” must be changed first"),
                "change it in Neo4j Browser or with cypher-shell, and set NEO4J_PASSWORD".to_owned(),
            ),
            "Neo.ClientError.Security.Forbidden" => (
                format!("the user “{user}” may not do that: {message}"),
                "give the user the right to write, to create labels, and to make constraints and indexes".to_owned(),
            ),
            "Neo.ClientError.Database.DatabaseNotFound" => (
                format!("the server has no database “{}”", self.login.database.as_deref().unwrap_or_default()),
                "SHOW DATABASES lists them; name one with --database".to_owned(),
            ),
            "Neo.ClientError.Schema.ConstraintCreationFailed" | "Neo.ClientError.Schema.ConstraintValidationFailed" => {
                (
                    format!("the database holds nodes that are in the way of a unique id: {message}"),
                    "load into a database of its own, with --database".to_owned(),
                )
            }
            code if code.starts_with("Neo.ClientError.Cluster.") => (
                "this member of the cluster takes no writes".to_owned(),
                "give the address of the database's leader, which SHOW DATABASES tells".to_owned(),
            ),
            code if code.starts_with("Neo.TransientError.") || code.contains("DatabaseUnavailable") => {
                (format!("the server is not able to: {message} ({code})"), AGAIN.to_owned())
            }
            code => (format!("the server refuses: {message} ({code})"), "see the server's log".to_owned()),
        };
        self.error(message.split_whitespace().collect::<Vec<_>>().join(" ")).remedy(remedy)
    }

    /// The connection is of no use any more. What the system says goes along as text: a pipe that breaks here is no reader
    /// who went away.
    fn broken(&self, error: &io::Error) -> Error {
        let message = match error.kind() {
            io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => "the server has not answered for minutes".to_owned(),
            io::ErrorKind::UnexpectedEof => "the server closed the connection".to_owned(),
            _ => format!("the connection broke off: {error}"),
        };
        self.error(message).remedy(AGAIN)
    }

    fn nonsense(&self) -> Error {
        self.error("the server sent what is no Bolt").remedy("give the Bolt port of Neo4j, which is usually 7687")
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let mut bytes = Vec::new();
        message(GOODBYE, &[], &mut bytes);
        // A server that is gone needs none.
        let _ = self.stream.get_mut().write_all(&bytes);
    }
}

/// What to do after something that goes by.
const AGAIN: &str = "see that the server runs, and give the same command again: it goes on from what is there";

const HELLO: u8 = 0x01;
const GOODBYE: u8 = 0x02;
const RESET: u8 = 0x0F;
const RUN: u8 = 0x10;
const PULL: u8 = 0x3F;
const LOGON: u8 = 0x6A;
const SUCCESS: u8 = 0x70;
const RECORD: u8 = 0x71;
const IGNORED: u8 = 0x7E;
const FAILURE: u8 = 0x7F;

/// Appends a message in its chunks.
fn message(tag: u8, fields: &[Value], out: &mut Vec<u8>) {
    let mut bytes = Vec::new();
    packstream::structure(tag, fields, &mut bytes);
    for chunk in bytes.chunks(usize::from(u16::MAX)) {
        out.extend((chunk.len() as u16).to_be_bytes());
        out.extend(chunk);
    }
    out.extend([0, 0]);
}

fn connect(login: &Login) -> Result<TcpStream> {
    let address = &login.address;
    let away = |message: String, remedy: &str| {
        Error::new(ErrorKind::Server, message).in_file(address.to_string()).remedy(remedy)
    };
    let found = (address.host.as_str(), address.port).to_socket_addrs();
    let found = found.map_err(|error| away(format!("no such host: {error}"), "check the name of the host"))?;
    let mut last = None;
    for place in found {
        let stream = TcpStream::connect_timeout(&place, TO_CONNECT).and_then(|stream| {
            stream.set_nodelay(true)?;
            stream.set_read_timeout(Some(TO_CONNECT))?;
            stream.set_write_timeout(Some(TO_ANSWER))?;
            Ok(stream)
        });
        match stream {
            Ok(stream) => return Ok(stream),
            Err(error) => last = Some(error),
        }
    }
    let message = last.map_or_else(|| "the host has no address".to_owned(), |error| format!("nobody answers: {error}"));
    Err(away(message, "start the server, or check host and port"))
}

/// The release of a server that calls itself `Neo4j/5.26.0`.
fn version(server: &str) -> Option<(u32, u32)> {
    let mut parts = server.strip_prefix("Neo4j/")?.split(['.', '-', '+']);
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn releases_are_told_apart() {
        assert_eq!(version("Neo4j/5.26.0"), Some((5, 26)));
        assert!(version("Neo4j/2025.01.0").is_some_and(|version| version >= OLDEST));
        assert!(version("Neo4j/5.25.1").is_some_and(|version| version < OLDEST));
        assert_eq!(version("Memgraph/3"), None);
    }

    /// What is said of a server that answers with these bytes and hangs up.
    fn said_of(answer: &'static [u8]) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("bolt://{}", listener.local_addr().unwrap()).parse().unwrap();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            stream.read_exact(&mut [0; 20]).unwrap();
            stream.write_all(answer).unwrap();
            // What comes after is waited for, so that the connection ends and is not reset.
            let _ = stream.set_read_timeout(Some(Duration::from_millis(200)));
            let _ = stream.read(&mut [0; 4096]);
        });
        let login = Login { address, user: "neo4j".into(), password: Some("secret".into()), database: None };
        let error = Connection::open(login).err().unwrap();
        server.join().unwrap();
        assert_eq!(error.kind(), ErrorKind::Server);
        error.to_string()
    }

    #[test]
    fn what_is_no_server_of_the_kind_is_told_in_a_line() {
        for (answer, expected) in [
            (&b""[..], "hangs up at once"),
            (b"HTTP/1.1 400 Bad Request\r\n\r\n", "does not speak Bolt"),
            (&[0, 0, 0, 0], "older than Neo4j 5.26"),
            (&[0, 0, 4, 5], "closed the connection"),
            (&[0, 0, 4, 5, 0, 3, 1, 2, 3, 0, 0], "what is no Bolt"),
            (b"\0\0\x04\x05\0\x17\xB1\x70\xA1\x86server\x8CNeo4j/5.20.0\0\0", "Neo4j/5.20.0"),
        ] {
            let said = said_of(answer);
            assert!(said.contains(expected) && !said.contains('\n') && !said.contains("secret"), "{said}");
        }
    }
}
