using System.Text.Json;
using System.Text.Json.Serialization;

namespace Benchmarks.Comparison;

/// <summary>A whole run, for the JSON file.</summary>
internal sealed record Report(Machine Machine, Options Options, IReadOnlyList<Measured> Tables)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    /// <summary>The report as JSON: times in nanoseconds.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, s_json) + "\n";
}
