"""The commands that are ended and failed."""

TARGETS = {
    "cold": "hips.mp3",
    "nothing": "hips.mp3",
    "warm": "hips.mp3",
    "bed": "hips.mp3",
    "m4b": "hips.m4b",
    "opus": "hips.opus",
    "flac": "hips.flac",
    "wav": "hips.wav",
    "again": "hips.mp3",
    "prune": "hips.mp3",
    "captions": "hips.mp3",
}
COMMANDS = {
    "nothing": ["make", "hips", "--quiet", "--hold", "1.5"],
    "cold": ["make", "hips", "--quiet", "--hold", "1.5"],
    "warm": ["make", "hips", "--quiet", "--hold", "1.5"],
    "captions": ["make", "hips", "--quiet", "--hold", "1.5", "--captions", "vtt,txt,lrc,json"],
    "bed": ["make", "hips", "--quiet", "--bed", "brown"],
    "m4b": ["make", "hips", "--quiet", "--format", "m4b", "--hold", "1.5"],
    "opus": ["make", "hips", "--quiet", "--format", "opus", "--hold", "1.5"],
    "flac": ["make", "hips", "--quiet", "--format", "flac", "--hold", "1.5"],
    "wav": ["make", "hips", "--quiet", "--format", "wav", "--hold", "1.5"],
    "again": ["make", "output/hips.mp3", "--quiet", "--hold", "1.5"],
    "prune": ["make", "hips", "--quiet", "--hold", "1.5"],
    "import": ["import", "article.txt", "-o", "scripts/new.md"],
    "new": ["new", "hips two"],
    "say": ["say", "Inhale, and lift your heart.", "--out", "output/hear.wav"],
    "watch": ["make", "hips", "--quiet", "--watch"],
}
ARTICLE = (
    "Cat-Cow\nStart on your hands and knees. Inhale and lift your head. "
    "Exhale and round your back. Repeat 5 times.\n\n"
) * 40
