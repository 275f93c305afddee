"""Runs cells in Deno's Jupyter kernel: a JSON list in, for each a list of what it showed out."""

import json
import sys

from jupyter_client.manager import start_new_kernel

END = "the end of a cell\n"

manager, client = start_new_kernel(startup_timeout=120, kernel_name="deno")


def run(cell):
    client.execute(cell)
    # The kernel says that it is idle before it has sent all that the cell showed.
    client.execute(f"console.log({json.dumps(END.rstrip())})")
    shown = []
    while True:
        message = client.get_iopub_msg(timeout=120)
        kind, content = message["msg_type"], message["content"]
        if kind == "stream":
            name, text = content["name"], content["text"]
            if text == END:
                return shown
            if shown and name in shown[-1]:
                shown[-1][name] += text
            else:
                shown.append({name: text})
        elif kind in ("execute_result", "display_data"):
            shown.append(content["data"])
        elif kind == "error":
            shown.append({"error": f"{content['ename']}: {content['evalue']}"})


print(json.dumps([run(cell) for cell in json.load(sys.stdin)]))
client.stop_channels()
manager.shutdown_kernel()
