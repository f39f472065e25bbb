package schema

import (
	"jobspor/model"
)

// CompanyType is the field table of Company.
func CompanyType() *Type {
	type c = model.Company
	return &Type{
		Name: "company", Table: "companies", New: func() model.Entity { return &c{} }, Check: checkCompany,
		Fields: []Field{
			field("name", Text, func(e *c) any { return &e.Name }, required,
				importedAs("navn", "virksomhed", "virksomhedsnavn", "firma", "firmanavn", "company", "company name",
					"navn tekst", "juridisk navn")),
			field("daily_name", Text, func(e *c) any { return &e.DailyName },
				importedAs("dagligt navn", "kaldenavn", "binavn")),
			field("cvr", Text, func(e *c) any { return &e.CVR }, check(model.CheckCVR, model.NormalCVR),
				importedAs("cvr nr", "cvrnr", "cvr nummer", "cvrnummer", "vat", "virksomhed cvrnr")),
			field("pnumber", Text, func(e *c) any { return &e.PNumber },
				check(model.CheckPNumber, model.NormalPNumber), mayCPR, unique,
				importedAs("p nr", "pnr", "p nummer", "pnummer", "p number", "pno", "produktionsenhed")),
			field("street", Text, func(e *c) any { return &e.Street },
				importedAs("adresse", "vej", "gade", "address", "vejnavn")),
			field("postcode", Text, func(e *c) any { return &e.Postcode },
				check(model.CheckPostcode, model.NormalPostcode),
				importedAs("postnr", "postnummer", "zip", "zipcode", "beliggenhedsadresse postnr")),
			field("town", Text, func(e *c) any { return &e.Town },
				importedAs("by", "bynavn", "city", "postdistrikt", "belig adresse postdistrikt")),
			field("phone", Text, func(e *c) any { return &e.Phone }, telephone,
				importedAs("telefon", "tlf", "telefonnummer", "telefonnummer kontaktoplysning")),
			field("other_phone", Text, func(e *c) any { return &e.OtherPhone }, telephone),
			field("mail", Text, func(e *c) any { return &e.Mail }, check(model.CheckMail, model.NormalMail),
				importedAs("e mail", "email", "email kontaktoplysning")),
			field("web", Text, func(e *c) any { return &e.Web }, importedAs("hjemmeside", "www", "website")),
			field("ad_protected", TriKind, func(e *c) any { return &e.AdProtected }),
			field("industry", Text, func(e *c) any { return &e.Industry },
				check(model.CheckIndustry, model.NormalIndustry),
				importedAs("branche", "branchekode", "industrycode", "industry code", "hovedbranche",
					"hovedbranche kode")),
			field("industry_system", Choice, func(e *c) any { return &e.IndustrySystem },
				oneOf("system", string(model.DB07), string(model.DB25)), inForm(model.NormalSystem),
				importedAs("kodesystem", "branchesystem")),
			field("industry_text", Text, func(e *c) any { return &e.IndustryText },
				importedAs("branchetekst", "branchenavn", "industrydesc", "hovedbranche tekst")),
			field("fte", FTEKind, func(e *c) any { return &e.FTE },
				importedAs("aarsvaerk", "fuldtidsansatte", "antal aarsvaerk", "aarsbes antalaarsvaerk",
					"fuldtidspersoner")),
			field("fte_on", DateKind, func(e *c) any { return &e.FTEOn },
				past, importedAs("aarsvaerk dato", "opgjort")),
			field("fte_source", Text, func(e *c) any { return &e.FTESource }, importedAs("aarsvaerk kilde")),
			field("staff_band", Text, func(e *c) any { return &e.StaffBand }, inForm(model.NormalStaffBand),
				importedAs("ansatte", "antal ansatte", "employees", "antalansatte", "ansatte interval",
					"aarsbes antansatteinterval")),
			field("not_ordinary", FTEKind, func(e *c) any { return &e.NotOrdinary }),
			field("others", FTEKind, func(e *c) any { return &e.Others }),
			field("others_on", DateKind, func(e *c) any { return &e.OthersOn }, past),
			field("others_source", Text, func(e *c) any { return &e.OthersSource }),
			field("sector", Choice, func(e *c) any { return &e.Sector }, oneOf("sector", model.Sectors...),
				importedAs("sektor")),
			field("sector_source", Text, func(e *c) any { return &e.SectorSource }),
			field("sector_on", DateKind, func(e *c) any { return &e.SectorOn }, past),
			field("pays_hours", Choice, func(e *c) any { return &e.PaysHours }, oneOf("pays", model.PaysAnswers...),
				importedAs("loentimer", "betaler loentimer", "ordinaere timer")),
			field("open_to_hire", TriKind, func(e *c) any { return &e.OpenToHire }, importedAs("vil ansaette")),
			field("open_places", Number, func(e *c) any { return &e.OpenPlaces }, atMost(999),
				importedAs("ledige pladser", "pladser", "aabne pladser")),
			field("open_on", DateKind, func(e *c) any { return &e.OpenOn }, past),
			field("min_hours", HoursKind, func(e *c) any { return &e.MinHours }, importedAs("mindst timer")),
			field("max_hours", HoursKind, func(e *c) any { return &e.MaxHours }, importedAs("hoejst timer")),
			field("days", Choices, func(e *c) any { return &e.Days }, oneOf("day", model.Days...),
				importedAs("dage", "ugedage")),
			field("day_parts", Choices, func(e *c) any { return &e.DayParts }, oneOf("day_part", model.DayParts...),
				importedAs("tidspunkt", "tid paa dagen")),
			field("danish", Choice, func(e *c) any { return &e.Danish }, oneOf("danish", model.DanishLevels...),
				importedAs("dansk", "sprog")),
			field("offers", Choices, func(e *c) any { return &e.Offers }, oneOf("condition", model.ConditionKeys()...),
				importedAs("kan tilbyde", "hensyn")),
			field("cannot_offer", Choices, func(e *c) any { return &e.CannotOffer },
				oneOf("condition", model.ConditionKeys()...), importedAs("kan ikke tilbyde")),
			field("relation", Choice, func(e *c) any { return &e.Relation }, oneOf("relation", model.Relations...),
				importedAs("samarbejde")),
			field("partner_on", DateKind, func(e *c) any { return &e.PartnerOn }, near, importedAs("partnerskab fra")),
			field("social_enterprise", TriKind, func(e *c) any { return &e.SocialEnterprise },
				importedAs("socialoekonomisk")),
			field("areas", LongText, func(e *c) any { return &e.Areas }, sealed, importedAs("partnerskab om")),
			field("paused_until", DateKind, func(e *c) any { return &e.PausedUntil },
				future, lastDay, importedAs("pause til")),
			field("ask_most", Number, func(e *c) any { return &e.AskMost }, atMost(999)),
			field("hosted", Number, func(e *c) any { return &e.Hosted }, importedAs("praktikanter foer")),
			field("hosted_paid", Number, func(e *c) any { return &e.HostedPaid }, importedAs("heraf loentimer")),
			field("responsible", Ref, func(e *c) any { return &e.Responsible }, to("consultant"),
				importedAs("ansvarlig", "konsulent")),
			field("status", Choice, func(e *c) any { return &e.Status }, oneOf("company_status", "active", "ceased"),
				importedAs("livsforloeb")),
			field("ceased_on", DateKind, func(e *c) any { return &e.CeasedOn }, past,
				importedAs("ophoert", "enddate", "livsforloeb ophoersdato", "ophoersdato")),
			field("note", LongText, func(e *c) any { return &e.Note }, sealed, importedAs("bemaerkning", "noter")),
			field("source", Text, func(e *c) any { return &e.Source }, given),
		}}
}

func checkCompany(e model.Entity) error {
	c := e.(*model.Company)
	if c.Industry != "" && c.IndustrySystem == "" {
		return model.NewError(model.Invalid, "err.industry.system", nil).WithField("industry_system")
	}
	if c.MinHours.Known && c.MaxHours.Known && c.MinHours.V > c.MaxHours.V {
		return model.NewError(model.Invalid, "err.hours.order", nil).WithField("max_hours")
	}
	if c.Hosted.Known && c.HostedPaid.Known && c.HostedPaid.V > c.Hosted.V {
		return model.NewError(model.Invalid, "err.hosted", nil).WithField("hosted_paid")
	}
	return nil
}

// ContactPersonType is the field table of ContactPerson.
func ContactPersonType() *Type {
	type c = model.ContactPerson
	return &Type{Name: "person", Table: "persons", New: func() model.Entity { return &c{} }, Fields: []Field{
		field("company", Ref, func(e *c) any { return &e.CompanyID }, to("company"), required),
		field("role", Choice, func(e *c) any { return &e.Role }, oneOf("role", model.Roles...), importedAs("rolle")),
		field("name", Text, func(e *c) any { return &e.Name }, sealed, required, importedAs("navn", "kontaktperson")),
		field("title", Text, func(e *c) any { return &e.Title }, sealed, importedAs("stilling", "titel")),
		field("phone", Text, func(e *c) any { return &e.Phone }, sealed, telephone,
			importedAs("telefon")),
		field("mobile", Text, func(e *c) any { return &e.Mobile }, sealed, telephone),
		field("mail", Text, func(e *c) any { return &e.Mail }, sealed, check(model.CheckMail, model.NormalMail),
			importedAs("email")),
		field("note", LongText, func(e *c) any { return &e.Note }, sealed),
	}}
}

// TaskType is the field table of Task.
func TaskType() *Type {
	type c = model.Task
	return &Type{
		Name: "task", Table: "tasks", New: func() model.Entity { return &c{} }, Check: checkTask, Fields: []Field{
			field("company", Ref, func(e *c) any { return &e.CompanyID }, to("company"), required),
			field("name", Text, func(e *c) any { return &e.Name }, required, importedAs("opgave", "navn")),
			field("about", LongText, func(e *c) any { return &e.About }, sealed, impersonal, importedAs("beskrivelse")),
			field("occupation", Text, func(e *c) any { return &e.Occupation }, importedAs("stilling", "job")),
			field("trial", TriKind, func(e *c) any { return &e.Trial }, importedAs("kan proeves")),
			field("paid", TriKind, func(e *c) any { return &e.Paid }, importedAs("kan loennes")),
			field("grows", TriKind, func(e *c) any { return &e.Grows }, importedAs("kan vokse")),
			field("min_hours", HoursKind, func(e *c) any { return &e.MinHours }),
			field("max_hours", HoursKind, func(e *c) any { return &e.MaxHours }),
			field("days", Choices, func(e *c) any { return &e.Days }, oneOf("day", model.Days...), importedAs("dage")),
			field("day_parts", Choices, func(e *c) any { return &e.DayParts }, oneOf("day_part", model.DayParts...)),
			field("loads", Choices, func(e *c) any { return &e.Loads }, oneOf("load", keysOf(model.Loads)...),
				importedAs("belastninger")),
			field("free_of", Choices, func(e *c) any { return &e.FreeOf }, oneOf("load", keysOf(model.Loads)...)),
			field("danish", Choice, func(e *c) any { return &e.Danish }, oneOf("danish", model.DanishLevels...)),
			field("licences", Choices, func(e *c) any { return &e.Licences }, oneOf("licence", model.Licences...),
				importedAs("koerekort")),
			field("open_places", Number, func(e *c) any { return &e.OpenPlaces }, atMost(999)),
			field("open_on", DateKind, func(e *c) any { return &e.OpenOn }, past),
			field("status", Choice, func(e *c) any { return &e.Status }, oneOf("task_status", "open", "closed")),
		}}
}

func checkTask(e model.Entity) error {
	t := e.(*model.Task)
	if t.MinHours.Known && t.MaxHours.Known && t.MinHours.V > t.MaxHours.V {
		return model.NewError(model.Invalid, "err.hours.order", nil).WithField("max_hours")
	}
	if t.MaxHours.Known && t.MaxHours.V > model.FullWeek {
		return model.NewError(model.Invalid, "err.hours.week", nil).WithField("max_hours")
	}
	for _, l := range t.Loads {
		for _, f := range t.FreeOf {
			if l == f {
				return model.NewError(model.Invalid, "err.load.both", nil).WithField("free_of")
			}
		}
	}
	return nil
}
