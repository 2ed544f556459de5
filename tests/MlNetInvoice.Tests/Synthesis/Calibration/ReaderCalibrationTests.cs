using MlNetInvoice.Models;
using MlNetInvoice.Networks;
using MlNetInvoice.Reading;

namespace MlNetInvoice.Synthesis.Calibration;

public sealed class ReaderCalibrationTests
{
    [Test]
    public void What_is_fitted_tells_right_lines_from_wrong_ones_that_it_has_not_seen()
    {
        Network network = EmbeddedModels.LoadReader().Network;
        CalibrationLine[] lines = ReaderCalibration.Measure(network, 600, CancellationToken.None);
        CalibrationLine[] seen = [.. lines.Where((_, i) => i % 2 == 0)];
        CalibrationLine[] unseen = [.. lines.Where((_, i) => i % 2 == 1)];
        var confidence = new ReadingConfidence(ReaderCalibration.Fit(seen));
        double Mean(bool right) => unseen.Where(line => line.IsRight == right).Average(line => confidence.OfFeatures(line.Features));

        Assert.That(lines.Count(line => line.IsRight), Is.InRange(300, 590), "among the lines are some that must not be accepted");
        Assert.That(Mean(right: true), Is.GreaterThan(0.8));
        Assert.That(Mean(right: false), Is.LessThan(0.4));
        Assert.That(ReaderCalibration.Measure(network, 20, CancellationToken.None).Select(line => line.Features), Is.EqualTo(lines.Take(20).Select(line => line.Features)), "the same lines each time");
    }

    [Test]
    public void An_expert_is_judged_by_what_both_networks_saw()
    {
        TrainedModel reader = EmbeddedModels.LoadReader();
        CalibrationLine[] lines = [.. ReaderCalibration.MeasureCascade(reader, reader.Expert!.Network, 1200, CancellationToken.None).Where(line => line.IsByExpert)];
        ILookup<bool, CalibrationLine> agreeing = lines.ToLookup(line => line.Features[ReadingConfidence.FeatureCount] == 1);
        double Right(bool agree) => agreeing[agree].Average(line => line.IsRight ? 1.0 : 0.0);
        var confidence = new ReadingConfidence(ReaderCalibration.Fit(lines));
        double Confidence(bool agree) => agreeing[agree].Average(line => confidence.OfFeatures(line.Features));

        Assert.That(lines, Has.Length.InRange(100, 600), "the first network is sure of most lines");
        Assert.That(agreeing[true].Count() + agreeing[false].Count(line => line.Features[ReadingConfidence.FeatureCount] == 0), Is.EqualTo(lines.Length));
        Assert.That(Right(agree: true), Is.GreaterThan(Right(agree: false)), "two networks that agree are right more often");
        Assert.That(Confidence(agree: true), Is.EqualTo(Right(agree: true)).Within(0.05));
        Assert.That(Confidence(agree: false), Is.EqualTo(Right(agree: false)).Within(0.05));
    }

    [Test]
    public void Weights_of_an_earlier_version_judge_by_what_it_knew()
    {
        float[] features = [1, .. Enumerable.Range(1, ReadingConfidence.FeatureCount - 1).Select(i => 0.1f * i)];
        float[] earlier = [-1, 1, 1, 1, 1, 1, 1, 1, 1];

        Assert.That(new ReadingConfidence(earlier).OfFeatures(features), Is.EqualTo(1 / (1 + Math.Exp(1 - 3.6))).Within(1e-5));
    }

    [Test]
    public void A_network_of_other_classes_is_refused()
    {
        var digits = Network.Create(NetworkArchitectures.Get("lenet5"), 1);

        ArgumentException fault = Assert.Throws<ArgumentException>(() => ReaderCalibration.Fit(digits))!;

        Assert.That(fault.Message, Does.StartWith("A reader has 37 classes, but \"lenet5\" has 10."));
        Assert.Throws<ArgumentOutOfRangeException>(() => ReaderCalibration.Fit(digits, 99));
    }
}
