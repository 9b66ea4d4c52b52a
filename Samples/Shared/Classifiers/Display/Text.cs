namespace Shared.Classifiers.Display;

/// <summary>Numbers as this program writes them.</summary>
internal static class Text
{
    public static string Percent(double share) => $"{100 * share:0.00}%";

    public static string Speed(double samplesPerSecond) => $"{samplesPerSecond:#,0}";

    public static string Seconds(TimeSpan time) => $"{time.TotalSeconds:0.0} s";
}
