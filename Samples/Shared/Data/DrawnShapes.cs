using System.Numerics;

namespace Shared;

/// <summary>
/// Coloured pictures drawn by this program: ten shapes and patterns at a random place, size and angle, in random colours, under
/// noise. They stand in where CIFAR-10 cannot be had. The same seed draws the same pictures.
/// </summary>
public static class DrawnShapes
{
    private const int Side = 32;
    private const int Pixels = Side * Side;
    private const int MostDifferent = 10_000_000;

    /// <summary>What the classes are called.</summary>
    private static readonly string[] s_names = ["disc", "ring", "square", "frame", "triangle", "cross", "moon", "stripes", "checks", "dots"];

    /// <summary>Pictures to train on, a tenth of them held out, and others to test with.</summary>
    public static LabelledPictures Make(ulong seed, int training = 10_000, int test = 2_000) =>
        LabelledPictures.Of("Drawn shapes", s_names, Draw(seed, first: 0, training), Draw(seed, first: MostDifferent, test), held: training / 10);

    /// <summary>The pictures of a range of numbers; each is a function of the seed and its number alone.</summary>
    private static Dataset Draw(ulong seed, int first, int count)
    {
        var values = new byte[count * 3 * Pixels];
        var labels = new int[count];
        Parallel.For(0, count, i =>
        {
            labels[i] = (first + i) % s_names.Length;
            DrawOne(labels[i], new RandomStream(seed, (ulong)(first + i)), values.AsSpan(i * 3 * Pixels, 3 * Pixels));
        });
        return Dataset.OfBytes(values, labels, [3, Side, Side], s_names.Length);
    }

    private static void DrawOne(int shape, RandomStream random, Span<byte> picture)
    {
        var middle = new Vector2(random.Between(11, 20), random.Between(11, 20));
        float size = random.Between(6, 11);
        Matrix3x2 turn = Matrix3x2.CreateRotation(random.Between(-MathF.PI, MathF.PI));
        Vector3 ground = Colour(ref random), slope = (Colour(ref random) - ground) / (2 * Side), ink;
        // A shape that cannot be told from its ground would teach nothing.
        do
            ink = Colour(ref random);
        while (Vector3.DistanceSquared(ink, ground) < 0.2f);
        float noise = random.Between(0.02f, 0.12f);
        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++)
            {
                // Four points of a pixel make a soft edge.
                float cover = 0;
                for (int corner = 0; corner < 4; corner++)
                {
                    var point = new Vector2(x - 0.25f + 0.5f * (corner & 1), y - 0.25f + 0.5f * (corner >> 1));
                    cover += IsInside(shape, Vector2.Transform(point - middle, turn) / size) ? 0.25f : 0;
                }

                Vector3 colour = Vector3.Lerp(ground + slope * (x + y), ink, cover);
                for (int channel = 0; channel < 3; channel++)
                    picture[channel * Pixels + y * Side + x] = (byte)(255 * Math.Clamp(colour[channel] + random.Between(-noise, noise), 0, 1));
            }
        }
    }

    private static Vector3 Colour(ref RandomStream random) => new(random.Between(0, 1), random.Between(0, 1), random.Between(0, 1));

    /// <summary>Whether a point is covered; the shape is about 1 in every direction.</summary>
    private static bool IsInside(int shape, Vector2 p)
    {
        float distance = p.Length(), x = MathF.Abs(p.X), y = MathF.Abs(p.Y), square = MathF.Max(x, y);
        return shape switch
        {
            0 => distance < 1,
            1 => distance is < 1 and > 0.6f,
            2 => square < 0.85f,
            3 => square is < 0.95f and > 0.6f,
            4 => p.Y > -0.6f && p.Y < 1.1f - 1.9f * x,
            5 => MathF.Min(x, y) < 0.28f && square < 1,
            6 => distance < 1 && Vector2.Distance(p, new(0.5f, 0)) > 0.8f,
            7 => square < 1.1f && Wave(p.X) < 0.5f,
            8 => square < 1.1f && (Wave(p.X) < 0.5f) == (Wave(p.Y) < 0.5f),
            _ => square < 1.1f && Vector2.Distance(new(Wave(p.X), Wave(p.Y)), new(0.5f, 0.5f)) < 0.3f,
        };
    }

    /// <summary>From 0 to 1, again and again.</summary>
    private static float Wave(float x) => 1.6f * x - MathF.Floor(1.6f * x);
}
