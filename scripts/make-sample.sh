#!/usr/bin/env bash
# Speaks samples/welcome.txt into samples/welcome.mp3, with a pause after each line. Needs espeak-ng and ffmpeg.
# The voice, speed and pause are those at which small speech models get every word right: change them and check again.
set -euo pipefail
cd "$(dirname "$0")/../samples"

spoken=$(mktemp --suffix=.wav)
trap 'rm -f "$spoken"' EXIT
sed '$!s|$| <break time="700ms"/>|' welcome.txt | espeak-ng -m -v en-us+m7 -s 137 -g 4 --stdin -w "$spoken"
ffmpeg -v error -y -i "$spoken" -af "adelay=300,apad=pad_dur=0.3" -ac 1 -ar 16000 \
  -c:a libmp3lame -b:a 48k -map_metadata -1 -fflags +bitexact -flags:a +bitexact welcome.mp3
