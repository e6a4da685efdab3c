const SOUND =
  "wav wave w64 rf64 bwf mp3 mp2 mpga m4a m4b m4r aac ogg oga opus spx flac alac caf aif aiff aifc au snd wma ac3 eac3 dts amr awb gsm qcp dss ape wv tta sph voc sln ulaw alaw ra weba mka 3ga";
const VIDEO =
  "mp4 m4v mov qt mkv webm avi wmv asf flv f4v mpg mpeg vob ts mts m2ts mxf ogv ogm 3gp 3g2 rm rmvb dv divx";
const EXTENSIONS = new Set(`${SOUND} ${VIDEO}`.split(" "));

/**
 * Says whether a file looks like a recording by its name alone, for those who watch a folder.
 * A file of another name may still be one; hidden files never are, they are what programs write while they copy.
 */
export function isRecordingName(name: string): boolean {
  return (
    !name.startsWith(".") && name.includes(".") && EXTENSIONS.has(name.slice(name.lastIndexOf(".") + 1).toLowerCase())
  );
}
