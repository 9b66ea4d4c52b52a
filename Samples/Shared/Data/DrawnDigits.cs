using System.Numerics;

namespace Shared;

/// <summary>
/// Digits drawn by this program: strokes under a random hand (slant, turn, size, place, pen, tremor) and some noise. They
/// stand in where MNIST cannot be had. The same seed draws the same pictures.
/// </summary>
public static class DrawnDigits
{
    /// <summary>Pictures to train on, a twelfth of them held out, and others to test with.</summary>
    public static Digits Make(ulong seed, int training = 24_000, int test = 4_000) =>
        Digits.Of("Drawn digits", Draw(seed, first: 0, training), Draw(seed, first: training, test));

    /// <summary>The pictures of a range of numbers; each is a function of the seed and its number alone.</summary>
    public static Dataset Draw(ulong seed, int first, int count)
    {
        var values = new float[count * Digits.Pixels];
        var labels = new int[count];
        Parallel.For(0, count, i =>
        {
            labels[i] = (first + i) % 10;
            DrawOne(labels[i], new RandomStream(seed, (ulong)(first + i)), values.AsSpan(i * Digits.Pixels, Digits.Pixels));
        });
        return new Dataset(values, labels, [1, Digits.Side, Digits.Side], classes: 10);
    }

    private static void DrawOne(int digit, RandomStream random, Span<float> picture)
    {
        Matrix3x2 hand = Hand(ref random);
        float pen = random.Between(0.7f, 1.6f);
        float tremor = random.Between(0.01f, 0.045f);
        foreach (Vector2[] stroke in Strokes.Of(digit, withBar: random.Chance(0.3f)))
        {
            Vector2 before = Place(stroke[0], ref random);
            foreach (Vector2 point in stroke.AsSpan(1))
            {
                Vector2 after = Place(point, ref random);
                Ink(picture, before, after, pen);
                before = after;
            }
        }

        float noise = random.Between(0, 0.12f);
        foreach (ref float pixel in picture)
            pixel = Math.Clamp(pixel + random.Between(-noise, noise), 0, 1);

        Vector2 Place(Vector2 point, ref RandomStream stream) =>
            Vector2.Transform(point + new Vector2(stream.Between(-tremor, tremor), stream.Between(-tremor, tremor)), hand);
    }

    /// <summary>From the strokes' square of 1 to the picture's pixels.</summary>
    private static Matrix3x2 Hand(ref RandomStream random)
    {
        const float middle = (Digits.Side - 1) / 2f;
        return Matrix3x2.CreateTranslation(-0.5f, -0.5f)
            * Matrix3x2.CreateScale(random.Between(14, 22), random.Between(16, 22))
            * Matrix3x2.CreateSkew(random.Between(-0.35f, 0.2f), 0)
            * Matrix3x2.CreateRotation(random.Between(-0.22f, 0.22f))
            * Matrix3x2.CreateTranslation(middle + random.Between(-2, 2), middle + random.Between(-2, 2));
    }

    /// <summary>Darkens the pixels near a segment, with a soft edge of one pixel.</summary>
    private static void Ink(Span<float> picture, Vector2 from, Vector2 to, float pen)
    {
        float reach = pen + 0.5f;
        Vector2 low = Vector2.Min(from, to) - new Vector2(reach);
        Vector2 high = Vector2.Max(from, to) + new Vector2(reach);
        Vector2 along = to - from;
        float scale = 1 / MathF.Max(along.LengthSquared(), 1e-6f);
        for (int y = Math.Max(0, (int)low.Y); y <= Math.Min(Digits.Side - 1, (int)high.Y); y++)
        {
            for (int x = Math.Max(0, (int)low.X); x <= Math.Min(Digits.Side - 1, (int)high.X); x++)
            {
                var pixel = new Vector2(x, y);
                float share = Math.Clamp(Vector2.Dot(pixel - from, along) * scale, 0, 1);
                float ink = Math.Clamp(reach - Vector2.Distance(pixel, from + share * along), 0, 1);
                ref float value = ref picture[y * Digits.Side + x];
                value = MathF.Max(value, ink);
            }
        }
    }
}
