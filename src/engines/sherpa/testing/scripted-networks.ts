// Written by make-scripted-networks.py: ONNX, compressed, in base64.

/** Networks that say what they were told to, whatever they hear, and the pieces they write it in. By family. */
export const SCRIPTED = {
  "sherpa-parakeet": {
    networks: {
      encoder:
        "H4sIAAAAAAACA+1VTUvDQBDtGm2309DEaasHUUERSsFDxUPxJLnZs6dewibZtsF0EyYboZ78W976H/xDJv2QKnoS0YoDA8swb95jhuXx6tVTHQ6gnPoUJhorcaaTTKcn/CaQSod6CqdQHpKYyBQtqfw4kIEbSTXS47Um5Au8DDrPJmcceNtmznJof2aWXmN2XdqI2ASdm7LL36C74FzxrvOv6uv5Wf078y/d8Kfu+9Ft/+PrO/z5/9HZ48yuOEsj6vP2Ut3gDEyRBWHspuFIiQhb0OAMLTCQOWDwR1a8bgctKC88C2tQ5RXcmTd4x7DyO2wC5sD6ArjFoXho7wjee96bAc42lOxdsgDuY194uYgHieyS9gHTzEvFJIlCNXKHwtcxIevRIdRVTBMR5Y2uniYSa4kkdyiFzkhSE6yEci5Syo3EVFKKrEs21ObVcRjkdlvMt4AXEDcIJ2h0L3rUACOjCM1EkLiTUp/rQL8Avua9gNsHAAA=",
      decoder:
        "H4sIAAAAAAACA23QzQ4BMRAAYKVqTJCauGy44OZkr45uPMJexNpmdxMpsSPhCby2payftMkc2m8yMx1oL24NHGLLHjjLbUrqcObjmSewSozlnK84RrU3NuWMus427vqVEqAqeMtmTk1rLjz3UOgo/BBBsTvlRzbJbAoCJAgtlu851rr2d6IAW7w9pYYL6mEHFAHWQTwiGlQjIkIp8vk6qqYi1CCo884vQ1Ya+jQu1X32T5+V4yH+ruK7bYluCd66L/Q2XUqs6f4d2HfeepIBAAA=",
      joiner:
        "H4sIAAAAAAACA+PgtNrDyKXIxZ6al5yfklrExVqckViQKsSWk5+eWVKsxB6UChHgKE4uyiwoSU3R0uVgEWB3gqjzUmBkgAB0mgtKR8nCzRYS4hLgYBTi4WLiYARiLhANkk5JxSbNAqKTFLigLhES4xIBygpAZWGYy4mFi0FAEAD7G7+mxwAAAA==",
    },
    pieces: ["▁An", "d", "▁so", ".", "<blk>"],
  },
  "sherpa-zipformer": {
    networks: {
      encoder:
        "H4sIAAAAAAACA+PgtNrOySXPxVacXJRZUCLEnZqXnJ+SWhSfX1qixOGZkppXkllSyaXCxZZWlJibWiwkgKQgPic1rxihSogDYkhqitZldg5GDg0ONgFGJ6jJXgfYGRgOODBgBaSK41JDLfMpcQ+yOkrNgakdKH+Nio+KI4CWGAejALsTtCTw4tCAikdJcjFWCIlwCXEwCvFxMQsx+oGIEC4mjoAoUS62CnAxIcTNxcnBLsQKlk9S5kIuaDD0lgD1siXJc2EUNiimOLFwMQgIAgBh08MCwgQAAA==",
      decoder:
        "H4sIAAAAAAACA+PgtOpl5FLgYs/LL8nIzEsX4k5JTc5PSS2Kzy8tUeLwTEnNK8ksqRTiKE4uyiwoSU3R0uRg5GATYHSC6fCSYMABokS4GCuF+Ll4OdiFOLmYhRj9uJg4mJLkuJDtAMszIuTZnFi4GAQEi/i5uMrykxOT4oszq1KFGM2KBLl4kvPzSlIrSqBCRgCHlTP6vAAAAA==",
      joiner:
        "H4sIAAAAAAACA+PgtOph5FLj4k7NS85PSS2Kzy8t4eJOSYVzhFhz8tMzS5SYHVNShDiKk4syC0pSU6LkUHQI8XPxcjAKcXIxCzH6cTFxsIHkkQ1Bl0+S4IKYiyHjxMLFICAIALmNPRCXAAAA",
    },
    pieces: ["<blk>", "<sos/eos>", "<unk>", "▁AND", "▁S", "O"],
  },
  "sherpa-sense-voice": {
    networks: {
      model:
        "H4sIAAAAAAACA+3cP2/TQBjH8VwbwvkpNMnRAurAwIg6NNCCYELdYGBi6mK59dUxOHZ1vvxp3xAVEy+Bl8EGLwCxsWOnIaIIiQjRSqDv/SRLz93nuYuX6Cbr4Mmbt0o2pFUeuPTIm1ZWJKkv7+pnsc196o+NPlux8b2vp0or/aGpg47anTU8/3SqGtPx/mljoXEZbpHeRff/Xd+f7vNz79/6zZdpFun/397r+x7/4nthMBgMBoPBYDAYDAaDwWAwGAwGg8FgMBgMBoPBYDAYDAaDwWAwGAwGg8FgMBgMBoPBYDAYDAaDwWAwGAwGg8FgMBgMBoPB/HrsbYiamHW5oZVpy7JRL+rHS1nW75p7t0RPwszmie+bFQl0y1yZknohi/JkGCX2/MJtCbyd+DAv3ODcyv4dmX3+1KyJqQ5bnR/mZUkHu01pdLquLTIqDqL9sExPrFGP3Zq0s0MXjtM8Lsaz2UduXTo/zvbTQ2/UQ3dTuvXBUVaxsIwGR5ktjdpyq6LHqe+Hqc/NUm/bdWWlrouhn03tuM9adG6TcGCj3HzUW5uEEHIhcV+0SJqPwtLHsR1Vfzi9TUIIuZBUV6CgvrGF0dAX9ZXomlyd1id9o3rzyuZG3Z9XryKjHsyr11Xftrt+dvMLj4fVRWznG2DByWXjXgAA",
    },
    pieces: ["<blank>", "<|en|>", "<|NEUTRAL|>", "<|Speech|>", "<|withitn|>", "▁Hel", "lo", "▁there", "."],
  },
  "sherpa-canary": {
    networks: {
      encoder:
        "H4sIAAAAAAACA+2Uz07CQBDGu1BgGQzU4Y8YowcSE8KtnogXE6IHSfDEiUuzbRdo3LZkd2uCJ57BJ/AJfA1fy5aC6BPogUl2D9/ML7OH71tavf2kcA4lFSeRj2WlmeaqRx99HulAr+ECynPJQq6wIni00MufzTYUmRBohkw9H2SkypPBSnN/8FaihPapaZFRvmG8KRnHOtYf1qBDiVUZ7Ww9pv29/kEys6ZWzUw9fieGsbn7z2d2DScs8YPYUcEiYgLb0KQEG1BE8pRdUyjSDZm1oZxHF2tQpRUsbQfcK9ilHVuAKVf/5jQUqOl2YJ/431wXtnlHC+opBQdqZIJhncoeQBj7XDh6veLYeoi8e+5NEqGDaYpNspa0AF5ij7npy185FuyhvIR6FMuQiVTIydqKS2fOmU4kl2eAKnEVC1ciiBbOnHk6lkiGsgE0m3H8IMSifTPMJqMkdHzupZukI9iaS4XEll1o7sVl4Kd/Vb6c2F/PzUwMBAUAAA==",
      decoder:
        "H4sIAAAAAAACA+1azW7TQBD2vzfTEtwplSyRVsiIi08cOKFKQHIA+cChPSDlgpx421ix4+DdKIUTb8Ar8Gg8BA/A+i/QRkIiERJIM5Lt9XyTb348GkXaZb3nX0ZwCmaaCLTXsyLjgTWKhQx7YMjCd7/qBoTQIGBfpaWQaC9TPuWB8zqWM16GB2DFN6nw9cr2Ebhrnl7PpIDGDJ3mvTOHAbQaMIsFRytT3gL3gotZvOTwFJyc50X5EWoADxb8Rr5vVIEzKhbTWN72+Ax+takQLtAUqzzoXfBkNeWXqzy8D2zO+TJJc+Fr1a8GUJmgpW5iO+MTqAG0ZJElgXv5YcX5Jw5n4F4VWVasBdQI2jKeZJtKwENoFF3qZlmsN6AqsnoFu84Tnay4TqXYJI5MTMt0KXkSHnvusKl0xLRWwncMPX3Y1TZ6o23J5xft4qX2BxI+ZqbyV32KyNdb5d1nOGCGMqpLG3md1ujQ7+fMYdgE2NYn+nau7SSbLPYU4iEe4vk9j/fq34lnn1j+Zp13jYv6kHiIh+YhzUPqQ+IhHpqHNA+pD4mHeGge0jykPiQe4vlfefadPTQPqQ+Jh3jo/yHNw93jCZ/UO9fNfvr23jW2z/FJc7ihD4fMQQYG09VljE+7gwZ4DEdMx3s1YqK+qBbjM3CEjCUX+ABQwf0KelvdpMKtsQ9WHos5etBXKPxEJwNo9/YRwVPYYeuyunAS3DqtcNf3vFoMLdC8ox9q2aQPmiEAAA==",
    },
    pieces: [
      "<unk>",
      "<|startofcontext|>",
      "<|startoftranscript|>",
      "<|emo:undefined|>",
      "<|en|>",
      "<|es|>",
      "<|de|>",
      "<|fr|>",
      "<|pnc|>",
      "<|nopnc|>",
      "<|noitn|>",
      "<|notimestamp|>",
      "<|nodiarize|>",
      "<|endoftext|>",
      "▁Guten",
      "▁Tag",
      "▁Good",
      "▁day",
    ],
  },
} as const;
