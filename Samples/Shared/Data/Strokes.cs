using System.Numerics;

namespace Shared;

/// <summary>How the ten digits are written: lines through points, x to the right and y down, from 0 to 1.</summary>
internal static class Strokes
{
    private static readonly Vector2[][][] s_digits =
    [
        [Arc(0.50f, 0.50f, 0.27f, 0.41f, -80, 280)],
        [Line(0.36f, 0.25f, 0.52f, 0.08f, 0.50f, 0.92f)],
        [[.. Arc(0.48f, 0.30f, 0.25f, 0.21f, -165, 35), new(0.24f, 0.90f), new(0.77f, 0.90f)]],
        [[.. Arc(0.46f, 0.29f, 0.24f, 0.20f, -150, 90), .. Arc(0.46f, 0.70f, 0.28f, 0.21f, -90, 150)]],
        [Line(0.58f, 0.08f, 0.20f, 0.60f, 0.80f, 0.60f), Line(0.63f, 0.34f, 0.61f, 0.92f)],
        [[.. Line(0.74f, 0.10f, 0.34f, 0.10f, 0.30f, 0.44f), .. Arc(0.47f, 0.66f, 0.27f, 0.24f, -120, 145)]],
        [[.. Line(0.66f, 0.08f, 0.43f, 0.27f, 0.30f, 0.47f), .. Arc(0.50f, 0.68f, 0.23f, 0.23f, 180, -190)]],
        [Line(0.22f, 0.11f, 0.77f, 0.10f, 0.42f, 0.92f)],
        [Arc(0.50f, 0.29f, 0.20f, 0.19f, 90, 450), Arc(0.50f, 0.70f, 0.25f, 0.21f, -90, 270)],
        [[.. Arc(0.48f, 0.31f, 0.22f, 0.22f, 0, -360), new(0.69f, 0.55f), new(0.60f, 0.92f)]],
    ];

    /// <summary>The stroke through a seven that some hands write.</summary>
    private static readonly Vector2[] s_bar = Line(0.36f, 0.50f, 0.72f, 0.50f);

    public static IEnumerable<Vector2[]> Of(int digit, bool withBar) =>
        digit == 7 && withBar ? s_digits[digit].Append(s_bar) : s_digits[digit];

    private static Vector2[] Line(params ReadOnlySpan<float> coordinates)
    {
        var points = new Vector2[coordinates.Length / 2];
        for (int i = 0; i < points.Length; i++)
            points[i] = new Vector2(coordinates[2 * i], coordinates[2 * i + 1]);
        return points;
    }

    /// <summary>Part of an ellipse; 0 degrees is right, 90 is down.</summary>
    private static Vector2[] Arc(float x, float y, float width, float height, float from, float to)
    {
        const float degreesOfSegment = 30;
        int segments = (int)MathF.Ceiling(MathF.Abs(to - from) / degreesOfSegment);
        var points = new Vector2[segments + 1];
        for (int i = 0; i <= segments; i++)
        {
            var (sin, cos) = MathF.SinCos((from + (to - from) * i / segments) * (MathF.PI / 180));
            points[i] = new Vector2(x + width * cos, y + height * sin);
        }

        return points;
    }
}
