"""Asks a server of the Model Context Protocol by the official SDK and prints what came as JSON.

Usage: mcp_client.py CALLS.json PROGRAM ARGUMENT...      CALLS is a list of [tool, arguments].
"""

import asyncio
import json
import sys

from mcp import ClientSession, MCPError, StdioServerParameters
from mcp.client.stdio import stdio_client


async def main(calls, program, *arguments):
    with open(calls, encoding="utf-8") as file:
        calls = json.load(file)
    async with stdio_client(StdioServerParameters(command=program, args=list(arguments))) as (read, write):
        async with ClientSession(read, write) as session:
            hello = await session.initialize()
            tools = await session.list_tools()
            answers = []
            for tool, given in calls:
                try:
                    result = await session.call_tool(tool, given)
                    text = "".join(part.text for part in result.content)
                    answers.append({"failed": bool(result.is_error), "text": text})
                except MCPError as error:
                    answers.append({"error": error.error.code, "text": error.error.message})
    tools = {tool.name: tool.input_schema for tool in tools.tools}
    print(json.dumps({"version": hello.protocol_version, "tools": tools, "answers": answers}))


asyncio.run(main(*sys.argv[1:]))
