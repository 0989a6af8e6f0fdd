"""``completion``: scripts that let a shell complete this command, made from its parser."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any, Final

from cli.arguments import parser

BASH: Final = """\
_quote_extractor() {{
  local word="${{COMP_WORDS[COMP_CWORD]}}" before="${{COMP_WORDS[COMP_CWORD-1]}}"
  if [ "$COMP_CWORD" -eq 1 ]; then COMPREPLY=($(compgen -W "{commands}" -- "$word")); return; fi
  case "${{COMP_WORDS[1]}} $before" in
{values}  esac
  case "$word" in
    -*) case "${{COMP_WORDS[1]}}" in
{options}      esac;;
    *) case "${{COMP_WORDS[1]}}" in
{plain}        *) COMPREPLY=($(compgen -f -- "$word"));;
      esac;;
  esac
}}
complete -o filenames -F _quote_extractor quote-extractor
"""
MORE: Final[Mapping[str, str]] = {"models download": "default default_fast default_accurate"}
"""Words that may follow a command and a word of it, besides those that its parser knows."""
ZSH: Final = "#compdef quote-extractor\nautoload -U +X bashcompinit && bashcompinit\n"


def run(options: argparse.Namespace, _: Any) -> int:
    """Print the script for one shell."""
    commands = _commands()
    if options.shell == "fish":
        print(_fish(commands), end="")
    else:
        print(ZSH if options.shell == "zsh" else "", _bash(commands), sep="", end="")
    return 0


def _commands() -> Mapping[str, argparse.ArgumentParser]:
    actions = parser()._actions
    choices = next(a for a in actions if isinstance(a, argparse._SubParsersAction)).choices
    return dict(choices)


def _bash(commands: Mapping[str, argparse.ArgumentParser]) -> str:
    values = options = plain = ""
    for name, command in commands.items():
        flags = [flag for action in command._actions for flag in action.option_strings]
        options += f'      {name}) COMPREPLY=($(compgen -W "{" ".join(flags)}" -- "$word"));;\n'
        for action in command._actions:
            if not action.choices:
                continue
            words = f'COMPREPLY=($(compgen -W "{" ".join(action.choices)}" -- "$word"))'
            if action.option_strings:
                pattern = "|".join(f'"{name} {flag}"' for flag in action.option_strings)
                values += f"    {pattern}) {words}; return;;\n"
            else:
                plain += f"        {name}) {words};;\n"
    for words, more in MORE.items():
        values += f'    "{words}") COMPREPLY=($(compgen -W "{more}" -- "$word")); return;;\n'
    return BASH.format(commands=" ".join(commands), values=values, options=options, plain=plain)


def _fish(commands: Mapping[str, argparse.ArgumentParser]) -> str:
    start = "complete -c quote-extractor"
    lines = [f"{start} -n __fish_use_subcommand -f -a '{' '.join(commands)}'"]
    for name, command in commands.items():
        here = f"{start} -n '__fish_seen_subcommand_from {name}'"
        for action in command._actions:
            flag = "".join(f" -l {each[2:]}" for each in action.option_strings if each[:2] == "--")
            value = " -r" if flag and action.nargs is None else ""
            words = f" -x -a '{' '.join(action.choices)}'" if action.choices else value
            if flag or words:
                lines.append(f"{here}{flag}{words}")
    for words, more in MORE.items():
        here = " ".join(f"-n '__fish_seen_subcommand_from {word}'" for word in words.split())
        lines.append(f"{start} {here} -f -a '{more}'")
    return "\n".join(lines) + "\n"
