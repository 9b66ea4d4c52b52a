using Generator.Tests.Harness;

namespace Generator.Tests.Passes;

/// <summary>What becomes of networks of pictures: what comes late, what runs in strips, what inference prepares.</summary>
public class PictureTests
{
    private const string Chain = """
        [Network]
        [Input(1, 28, 28)]
        [Conv2D(32, 3), Relu, MaxPool2D(2), Flatten]
        [Dense(10), SoftmaxCrossEntropy]
        public partial class Net;
        """;

    [Fact]
    public void RectifierAndBiasComeBehindTheMaximum()
    {
        foreach (string half in (string[])["class Training", "class Inference"])
        {
            string text = Half(Chain, half);
            Assert.Contains("// maxpool2d1, relu1 forward", text);
            Assert.Contains("Epilogue.Chain(Gg::Epilogue.Bias(_conv2d1Bias), Gg::Epilogue.Map(default(Gg::Relu)))", text);
            Assert.DoesNotContain("conv2d1, relu1", text);
        }
    }

    [Fact]
    public void ARectifierStaysWhereItsValueIsReadByName() => Assert.Contains(
        "// conv2d1, seen forward", Half(Chain.Replace("Relu,", "Relu(Name = \"seen\"),", StringComparison.Ordinal), "class Training"));

    [Fact]
    public void WhatDoesNotKeepMaximaStays() => Assert.Contains(
        "// conv2d1, gelu1 forward", Half(Chain.Replace("Relu,", "Gelu,", StringComparison.Ordinal), "class Training"));

    [Fact]
    public void LargePicturesGoThroughStripsInTrainingOnly()
    {
        string training = Half(Chain, "class Training");
        Assert.Contains("strips:", training);
        Assert.Contains("RunStrip(ref w, 0);", training);
        // The convolution's result is seen by the pooling alone, its gradient by the weight's.
        Assert.Contains("w.Local(_conv2d1)", training);
        Assert.Contains("w.Local(_conv2d1Gradient)", training);
        Assert.DoesNotContain("RunStrip", Half(Chain, "class Inference"));
        Assert.DoesNotContain("RunStrip", Half(Chain.Replace("28, 28", "8, 8", StringComparison.Ordinal), "class Training"));
    }

    [Fact]
    public void InferencePreparesWhatHangsOnParametersAlone()
    {
        string inference = Half(Chain.Replace("Relu,", "BatchNorm, Relu,", StringComparison.Ordinal), "class Inference");
        Assert.Contains("if (MustPrepare)", inference);
        int prepares = inference.IndexOf("void PreparePass", StringComparison.Ordinal), runs = inference.IndexOf("void ForwardPass", StringComparison.Ordinal);
        Assert.InRange(inference.IndexOf("BatchNorm.Running", StringComparison.Ordinal), prepares, runs);
        Assert.DoesNotContain("MustPrepare", Half(Chain, "class Inference"));
    }

    /// <summary>The emitted class of one kind of session.</summary>
    private static string Half(string network, string half)
    {
        string text = new GeneratorRun("using GraphGen;\n" + network).Result.GeneratedSources.Select(source => source.SourceText.ToString()).Single(source => source.Contains(half, StringComparison.Ordinal));
        int start = text.IndexOf("public sealed " + half, StringComparison.Ordinal), inference = text.IndexOf("public sealed class Inference", StringComparison.Ordinal);
        return half == "class Training" ? text[start..inference] : text[start..];
    }
}
