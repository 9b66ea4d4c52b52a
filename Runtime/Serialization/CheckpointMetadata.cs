using System.Collections.ObjectModel;
using System.Globalization;
using System.Numerics;

namespace GraphGen.CompilerServices;

/// <summary>
/// The values that a session saved beside its tensors. Whoever asks for one gets it or an exception that names the file.
/// </summary>
/// <param name="source">What was read, for messages: a path in quotes, or "the stream".</param>
/// <param name="values">Text by key.</param>
internal sealed class CheckpointMetadata(string source, IDictionary<string, string> values) : ReadOnlyDictionary<string, string>(values)
{
    /// <summary>The key of the network's name; the message for a checkpoint of another network tells its value.</summary>
    public const string NetworkKey = "network";

    /// <summary>A number as text that comes back bit for bit, in any culture; of NaN the payload is lost.</summary>
    public static string Format<T>(T value) where T : struct, INumber<T> => value.ToString(null, CultureInfo.InvariantCulture);

    /// <summary>A value as it was saved.</summary>
    /// <exception cref="SafetensorsException">There is none.</exception>
    public string Text(string key) => TryGetValue(key, out string? text)
        ? text
        : throw Refuse($"its metadata has no {Quoted.Name(key)}");

    /// <summary>A number that <see cref="Format"/> made.</summary>
    /// <exception cref="SafetensorsException">There is none, or it is no number of this type.</exception>
    public T Number<T>(string key) where T : struct, INumber<T>
    {
        NumberStyles styles = typeof(T) == typeof(float) || typeof(T) == typeof(double) ? NumberStyles.Float : NumberStyles.AllowLeadingSign;
        return T.TryParse(Text(key), styles, CultureInfo.InvariantCulture, out T value)
            ? value
            : throw Unexpected(key, styles == NumberStyles.Float ? "a number" : "a whole number in range");
    }

    /// <summary>The exception for a value that is there but of no use.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="expected">What was expected instead: "the seed 42".</param>
    public SafetensorsException Unexpected(string key, string expected) =>
        Refuse($"its metadata has {Quoted.Name(Text(key))} as {Quoted.Name(key)}; {expected} was expected");

    private SafetensorsException Refuse(string difference) => new(
        source,
        [difference],
        "A session takes the checkpoint of the same network with the same optimizer only; if this is one, it is damaged: take another.");
}
